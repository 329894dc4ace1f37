"""Pages that fill the pile: routine letters and lists of an office, from templates, the same at every run. All samples.

They name the subjects of a city without stating anything about them, so none answers a query; a letter that sends a
report is what stands beside the report in life.
"""

import random
from collections.abc import Iterator, Sequence

from benchmarks.evidence.judged import Page

LONGEST_FILE = 24
AGENCIES = (
    "Dinas Perhubungan", "Dinas Kesehatan", "Dinas Lingkungan Hidup", "Dinas Komunikasi dan Informatika",
    "Dinas Perdagangan", "Dinas Sosial", "Bagian Umum", "Badan Kepegawaian Daerah", "Sekretariat Daerah",
    "Dinas Perpustakaan dan Kearsipan", "Inspektorat", "Kecamatan Nirwasita Utara", "Kecamatan Nirwasita Selatan",
)  # fmt: skip
SUBJECTS = (
    "pelayanan perizinan", "pengelolaan sampah", "penanganan aduan warga", "kinerja triwulan", "pembinaan usaha kecil",
    "kunjungan wisata", "pelayanan puskesmas", "data pokok pendidikan", "jaringan internet kantor", "aplikasi layanan",
    "pemeliharaan taman", "keamanan informasi", "penerangan jalan", "forum kota cerdas", "satu data", "angkutan umum",
    "bantuan sosial", "kerja sama daerah", "pelatihan pegawai", "kualitas air", "ketertiban umum", "pasar rakyat",
)  # fmt: skip
CHORES = (
    "penataan arsip lama", "pengecatan pagar kantor", "perawatan penyejuk ruangan", "pembagian seragam kerja",
    "kerja bakti Jumat pagi", "perbaikan atap gudang", "pemindahan meja kerja", "pengisian daftar hadir apel",
    "pengadaan alat tulis", "penghapusan barang rusak", "jamuan tamu", "lomba olahraga antarbagian",
    "pemeriksaan tabung pemadam", "penggantian kunci ruangan", "pengurusan cuti bersama", "servis kendaraan operasional",
)  # fmt: skip
THINGS = (
    "kursi lipat", "lemari besi", "mesin pencetak", "kertas folio", "tinta hitam", "map gantung", "papan tulis",
    "kipas angin", "dispenser", "gorden", "karpet", "pengeras suara", "taplak meja", "kabel gulung", "stempel",
    "amplop cokelat", "buku agenda", "pelubang kertas", "tempat sampah ruangan", "jam dinding",
)  # fmt: skip
NAMES = (
    "Sdr. Contoh A",
    "Sdr. Contoh B",
    "Sdri. Contoh C",
    "Sdri. Contoh D",
    "Sdr. Contoh E",
    "Sdri. Contoh F",
)
ROOMS = (
    "Ruang Rapat Lantai 2",
    "Aula Serbaguna",
    "Ruang Anggrek",
    "Pendopo",
    "Ruang Arsip",
    "Ruang Kepala Bidang",
)
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")
TEMPLATES = (
    ("Surat pengantar {subject}", "SURAT PENGANTAR\nNomor {number}/{agency_code}/{year}\n\nKepada Yth. Kepala {other} di Kota Nirwasita\n\nBersama ini kami sampaikan dengan hormat satu berkas mengenai {subject} bulan {month} {year} beserta lampirannya sebanyak {count} lembar untuk dipergunakan sebagaimana mestinya. Mohon berkas diperiksa kembali kelengkapannya, ditandatangani pada lembar tanda terima, dan satu salinan dikembalikan kepada kami paling lambat {days} hari kerja setelah surat ini diterima. Apabila ada yang kurang jelas dapat menghubungi {name} pada jam kerja.\n\n{agency}"),
    ("Undangan {subject} {month}", "UNDANGAN\nNomor {number}/{agency_code}/{year}\n\nMengharap kehadiran Bapak/Ibu pada:\nHari, tanggal: {day}, {date} {month} {year}\nPukul: {hour}.00 sampai selesai\nTempat: {room} {agency}\nAcara: pembahasan awal {subject}\n\nMengingat pentingnya acara dimaksud, peserta diminta hadir tepat waktu, membawa alat tulis, dan tidak diwakilkan. Konsumsi disediakan oleh panitia untuk {count} orang. Konfirmasi kehadiran disampaikan kepada {name} selambatnya sehari sebelumnya."),
    ("Nota dinas {chore}", "NOTA DINAS\nKepada: Kepala {agency}\nDari: Sekretaris\nPerihal: {chore}\n\nDisampaikan dengan hormat bahwa {chore} pada {room} direncanakan hari {day}, {date} {month} {year}. Pekerjaan dilaksanakan oleh {count} orang petugas dan diperkirakan selesai dalam {days} hari. Selama pekerjaan berlangsung, pegawai diminta memindahkan barang pribadi dan memakai pintu samping. Penanggung jawab lapangan adalah {name}. Demikian disampaikan, mohon arahan lebih lanjut."),
    ("Daftar barang {room}", "DAFTAR BARANG RUANGAN\n{agency}, {room}, keadaan {month} {year}\n\nNo | Nama barang | Jumlah | Keadaan\n1 | {thing} | {count} | baik\n2 | {thing2} | {days} | baik\n3 | {thing3} | {hour} | rusak ringan\n4 | {thing4} | {date} | baik\n\nBarang yang rusak ringan diusulkan untuk diperbaiki. Barang di ruangan ini tidak dibenarkan dipindahkan tanpa sepengetahuan pengurus barang. Daftar dibuat oleh {name} dan ditempel di balik pintu. Nomor register {number}."),
    ("Jadwal piket {month}", "JADWAL PIKET KANTOR\n{agency}, bulan {month} {year}\n\nSenin: {name}\nSelasa: {name2}\nRabu: {name3}\nKamis: {name}\nJumat: {name2}\n\nTugas piket: membuka dan menutup ruangan, mematikan lampu dan penyejuk udara, mencatat tamu, serta melaporkan {chore} bila diperlukan. Piket dimulai pukul {hour}.00. Pegawai yang berhalangan wajib mencari pengganti dan melapor kepada kepala subbagian paling lambat {days} jam sebelumnya."),
    ("Laporan perjalanan dinas {number}", "LAPORAN PERJALANAN DINAS\nDasar: surat tugas nomor {number}/ST/{year}\nPelaksana: {name} dan {name2}\nTujuan: mengikuti pertemuan tentang {subject} selama {days} hari\n\nBerangkat hari {day}, {date} {month} {year} pukul {hour}.00 dengan kendaraan umum. Acara dibuka oleh panitia, dilanjutkan perkenalan, tanya jawab, dan makan siang. Bahan paparan diterima dalam bentuk cetak dan diserahkan kepada {agency} untuk disimpan. Tanda bukti perjalanan sebanyak {count} lembar terlampir."),
    ("Notulen {chore} {year}", "NOTULEN RAPAT STAF\n{day}, {date} {month} {year}, {room}\nPimpinan: kepala subbagian umum {agency}\nHadir: {count} orang\n\n1. Pembukaan dan doa.\n2. Pimpinan meminta agar {chore} diselesaikan sebelum akhir bulan.\n3. {name} mengusulkan pembelian {thing} dan {thing2}; akan dilihat dulu sisa persediaan.\n4. Persiapan bahan {subject} dibicarakan pada rapat berikutnya, pembagian tugas menyusul.\n5. Rapat ditutup pukul {hour}.30."),
    ("Berita acara serah terima {thing}", "BERITA ACARA SERAH TERIMA BARANG\nNomor {number}/BAST/{year}\n\nPada hari {day} tanggal {date} {month} {year} bertempat di {room}, {name} selaku pihak pertama menyerahkan kepada {name2} selaku pihak kedua dari {agency} barang berupa {thing} sebanyak {count} buah dan {thing2} sebanyak {days} buah dalam keadaan baik dan lengkap. Sejak ditandatanganinya berita acara ini tanggung jawab atas barang beralih kepada pihak kedua. Berita acara dibuat rangkap dua bermeterai cukup."),
    ("Disposisi surat {number}", "LEMBAR DISPOSISI\n{agency}\nSurat dari: {other}\nNomor agenda: {number}\nDiterima: {date} {month} {year}\nPerihal: permintaan bahan {subject}\n\nDiteruskan kepada: {name}\nIsi disposisi: pelajari, siapkan bahan, koordinasikan dengan bidang terkait, dan laporkan hasilnya dalam {days} hari. Sifat surat biasa. Lembar ini tidak boleh dipisahkan dari suratnya dan dikembalikan ke bagian tata usaha setelah selesai, disimpan pada map nomor {count}."),
    ("Pengumuman {chore}", "PENGUMUMAN\nNomor {number}/{year}\n\nDiberitahukan kepada seluruh pegawai {agency} bahwa sehubungan dengan {chore}, pada hari {day}, {date} {month} {year} pukul {hour}.00 {room} tidak dapat digunakan. Rapat yang sudah dijadwalkan dipindahkan ke ruangan lain atau diundur. Pegawai yang menyimpan {thing} atau {thing2} di ruangan tersebut diminta mengambilnya paling lambat {days} hari sebelumnya. Atas perhatian dan kerja sama saudara diucapkan terima kasih."),
)  # fmt: skip


def pages(count: int) -> list[Page]:
    """Files of 1 to 24 pages; the first ones are the same whatever the count."""
    return [page for page, _ in zip(_endless(), range(count), strict=False)]


def _endless() -> Iterator[Page]:
    chance, number = random.Random(1904), 0
    while True:
        agency, title = chance.choice(AGENCIES), ""
        for _ in range(chance.randint(1, LONGEST_FILE)):
            name, text = _page(chance, agency)
            title = title or f"{name} {number}"
            yield Page(f"f{number:05d}", title, text, agency)
            number += 1


def _page(chance: random.Random, agency: str) -> tuple[str, str]:
    name, text = chance.choice(TEMPLATES)
    things, names = _some(chance, THINGS, 4), _some(chance, NAMES, 3)
    values = {
        "agency": agency, "other": chance.choice(AGENCIES), "subject": chance.choice(SUBJECTS),
        "chore": chance.choice(CHORES), "room": chance.choice(ROOMS), "month": chance.choice(MONTHS),
        "day": chance.choice(DAYS), "year": chance.randint(2022, 2025), "number": chance.randint(1000, 9999),
        "agency_code": chance.choice(("UM", "SEK", "TU")), "count": chance.randint(5, 60),
        "days": chance.randint(2, 7), "hour": chance.randint(8, 14), "date": chance.randint(1, 28),
        "thing": things[0], "thing2": things[1], "thing3": things[2], "thing4": things[3],
        "name": names[0], "name2": names[1], "name3": names[2],
    }  # fmt: skip
    return name.format_map(values), text.format_map(values)


def _some(chance: random.Random, among: Sequence[str], count: int) -> list[str]:
    return chance.sample(among, count)
