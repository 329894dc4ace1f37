"""Words that say nothing about what is looked for: our own list, by what they do in a question."""

_ASKING = """
apa apakah adakah sudahkah telahkah bagaimana bagaimanakah berapa berapakah siapa siapakah mana manakah kapan kapankah dimana
mengapa kenapa sejauhmana sejauh benarkah dapatkah memilikikah tersediakah jelaskan sebutkan uraikan tunjukkan lampirkan
cantumkan sampaikan unggah berikan
"""
_MEASURING = """
jumlah banyak banyaknya persen persentase prosentase rata-rata rasio tingkat total besar besaran seberapa minimal maksimal
minimum maksimum sedikitnya paling kali unit buah
"""
_PROVING = """
bukti dukung pendukung dokumen keterangan terkait tentang mengenai perihal berkaitan berhubungan ada adanya terdapat tersedia
tersedianya memiliki mempunyai dimiliki punya sudah telah belum pernah sedang akan dapat bisa mampu harus wajib perlu
"""
_JOINING = """
yang dan di ke dari dengan untuk pada dalam oleh atau ini itu tersebut sebagai serta agar bagi para antara maupun bahwa karena
secara sehingga jika bila maka juga saja hanya lebih sangat lain lainnya setiap tiap seluruh semua suatu sebuah satu adalah
ialah merupakan yaitu yakni terhadap atas bawah guna demi melalui hingga sampai sejak selama saat ketika namun tetapi tidak
bukan tanpa seperti masing kepada maupun nya pun lah per dll dsb dst tsb yg dgn utk dlm pd krn
the of and in for to a an is are on by with
"""

ASKING = frozenset(f"{_ASKING} {_MEASURING} {_PROVING}".split())
"""They frame a question. Where a text has no other words, they are looked for all the same."""
JOINING = frozenset(_JOINING.split())
"""They never help."""

_SOFT = """
pelaksanaan penerapan pemanfaatan penggunaan penyelenggaraan penyediaan ketersediaan pengembangan peningkatan penurunan
pengelolaan penanganan penyelesaian penyusunan pembentukan penetapan identifikasi dukungan upaya kegiatan program kebijakan
keselarasan kesesuaian kondisi proses bentuk jenis aspek bidang hal angka kesiapan efektivitas kualitas capaian hasil
implementasi inisiatif mekanisme strategi terkini rutin berkala mengadakan melakukan melaksanakan menyediakan menerapkan
dilaksanakan dilakukan disediakan setahun kota daerah wilayah pemerintah pemda
"""
SOFT = frozenset(_SOFT.split())
"""They say what is done with the subject, seldom what the subject is: they count less than how rare they are."""
