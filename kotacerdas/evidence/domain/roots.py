"""Roots of official Indonesian that begin with a letter which prefixes swallow, or that look as if they had affixes.

Snowball's rules know no dictionary: "penetapan" and "ditetapkan" end as "etap" and "tetap". With its root in this list
a word ends at the root. The list is ours; a root that is missing costs a match, a wrong one would make a false match.
"""

_WORDS = """
kaji kali kampanye kantor kapasitas karya kawal kawasan kebut keja kejar kelola keluh keluar kelompok kemas kembali
kembang kemuka kenal kendali kendara kerah kerja kering ketahui ketua kira kirim kisah koordinasi kontrak kontrol koleksi kompetisi
komunikasi konsumsi konversi kolaborasi kualitas kuasa kuat kukuh kumpul kunjung kuota kupas kurang kurangi kutip
pacu padam padu paham pajak pakai paksa pamer panas pandang pandu pangan pangkas panggil pantau papar parkir partisipasi
pasang pasar pasok pasti patuh pecah pecahkan peduli pegang peka pelihara peluang penuh peran perangkat peringkat periksa perlu
permasalahan pesan peta petik pikir pilah pilih pimpin pindah pinjam pisah polusi posisi potong produksi promosi proses publikasi
pugar puji pulih pungut pupuk pusat putus
sahkan sadar saing saji salin salur sambung sampah sampai sanggah sapu saran saring sasar satu sebar sebut sedia segera
sejahtera seleksi selamat selaras selenggara selesai seluruh semai sepakat serah serap serta sesuai setara setor setuju siap siar siasat
sidang sigap silang simak simpan simulasi sinergi singkat sisih sisip sorot sosialisasi standar stabil subsidi sulit sumbang sunting
supervisi survei susun syarat
tabung tafsir tahan tahap tahu tambah tampil tampung tanam tandatangan tangan tanggap tanggulang tangkap tanggung tangani tanya tarik
tata taut tawar tayang tebang tegak tegas telaah teliti tempat tempuh temu tenang tengah tentu tepat terap terbit terima terjemah terus
tetap tiadakan tilang timbang timbul tindak tingkat tinjau titip tolak tolong tonton toleransi topang transformasi tuju tukar tular tulis
tumbuh tumpuk tunda tunjuk tunjang tuntas tuntut turun turut tutup
naik nama nanti nasihat nilai nyala nyata nyatakan
rakit ramah rancang rangkai rangkum rapat raih rata rawat rayakan rekam rekap rekomendasi rekrut rekayasa rencana respon revisi
ringkas rintis riset rinci rubah rujuk rumus rusak
adu aman manfaat milik muat masuk minat mampu maju mutu mohon monitor anggar layan latih lapor lapang lanjut lindung libat lestari ubah ukur unggah usul usaha evaluasi inovasi integrasi identifikasi
implementasi informasi instansi internet dampak data daftar daur dukung dorong didik duduk dengar bangun bantu bagi bayar bencana
berita beri bina buka bukti gagas ganti garap gelar gerak guna hadir hasil hibah hitung huni jaga jalan jaring jangkau jamin
perda perwali perwal perbup perkada perpres permen permendagri permenpan perumda pemkot pemkab menteri menara
medan sekolah seni mukim terang kepala keluarga digital diskusi disdik disdikbud diskominfo dinas disabilitas difabel
masterplan kecuali ketua bupati pribadi negeri pelaku perempuan pemuda terminal teras balai
wali wilayah wirausaha kota kelurahan kecamatan pemerintah pelabuhan pendapatan penduduk petugas tugas satuan tahun
"""
ROOTS = frozenset(_WORDS.split())
SWALLOWED = "ktpsrn"
