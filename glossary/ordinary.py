"""Ordinary Indonesian words of two to seven letters that capitals make look like an acronym or a name.

In a line of capitals nothing but the words around it tells `AS`, the United States, from `AS`, an axle. Only
words that are also common acronyms or that stand in headlines are worth listing.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDS = _words("""
    ada adik adil agar agak ahli air ajak akal akan akar akhir akibat aksi aku alam alat alih aman amat anak anda
    aneh angin angka antar antara apa api arah arti arus as asa asal asap asing asli atap atas atau atur awal awan
    awas ayah ayam baca badan bagai bagi bagus bahan bahas bahwa baik baja baju bak bakal bakar bakti balai balas
    balik ban banding bangga bangsa bangun bank banjir bantu banyak bapak bar baru bas basah batal batas batu bawa
    bawah bayar bayi beban bebas beda bekal bekas bela belah belaka beli belum benar bensin beras berat beri besar
    besi betul biar biasa bibit bicara bila bin bina bis bisa bisnis bocah bocor bodoh bola bom boleh bos bongkar
    buah buang buat bubar budak budaya buka bukan bukti buku bulan bulat bumi buru buruh buruk bus busuk buta cabut
    cair calon cap cara cari cat catat cegah cek cepat cerah cerita cinta cita coba cocok cuaca cuci cukup cuma
    curi dada daerah daftar dagang dahulu dalam damai dan dana dapat dapur darah dari darat dasar data datang daun
    daya dekat demi demo dengan depan depo derita desa dewa dewan di dia diam dinas diri doa dosa dua dugaan duit
    duka dukung dulu dunia edar eks ekor emas empat enak enam era esok fakta gadis gagal gaji galau ganda ganja ganti
    gara garam garis gas gaya gedung gelap gelar gempa gerak gila goda gubuk gula guna gunung guru habis
    hadap hadir hak hakim hal halal hamil hanya harap harga hari harta harus hasil hati hebat hemat hidup hijau
    hilang hingga hitam hobi hotel hujan hukum hutan ia iba ibu ide ikan iklan ikut ilmu imam indah ingat ingin ini
    inti ipar irama isi islam istri isu itu iya izin jabat jadi jaga jahat jaksa jalan jalur jam jamin janji jarak
    jari jasa jati jatuh jauh jaya jejak jelang jelas jemput jika jiwa jual juga jujur juli jumat jumpa juni jurus
    juta kabar kabur kaca kado kaget kain kaki kala kalah kalau kali kalian kamar kami kamis kamu kan kanan kantor
    kapal kapan karena kartu karya kasar kasih kasus kata kaum kawan kaya kayu ke kebun kecil kejar kena kenal
    kepada kerja keras kering kini kira kiri kita kode kol kolam kopi korban kota kotor kuat kuda kue kulit kumpul
    kunci kurang kursi kurus lagi lahan lahir lain laju laku lalu lama lampu langit lanjut lapar lari laut lawan
    layak layar lebih lemah lepas letak lewat lidah lihat lima lintas logam lolos lomba luar luas luka lulus lupa
    lurus ma maaf mabuk mahal main maju maka makan maki makna malam malas malu mama mampu mana mandi manis mantan
    mari mark mas masa masak masih masuk mata mati mau mayat medan media mega mekar mendung menit merah merdeka
    mereka mesin meski milik mimpi minat minggu minta minum minyak miring mirip misi misal mobil modal moga mohon
    muda mudah mudik mulai mulut muncul mundur murah murni musim musuh naik nakal nama nanti napas nasi nasib
    negara niat nikah nilai no nol non nyata nyawa obat olah oleh oman omong ombak otak pabrik pada padam pagi paham
    pahit pak pakai paku paling palsu paman pan panas panik panjang pantai papan para parah pas pasang pasar pasti
    pasu patah patuh payah pecah pedas peduli pegang pekan peluk peluru pena pendek penuh per perang perlu pernah
    pesan pesat pesta peta petani piala pihak pijat pikir pilih pindah pintu pip pisah pisang plus pohon pola polisi
    potong pria pro pualam puas pucat puing pukul pula pulang pulau pulih pun punya pusat pusing putih putra putri
    putus rabu ragu raja ramah ramai rapat rapi rasa ratu rawan raya rebut reda rekan rem resah resmi retak ribu
    rindu ringan risau roda rokok rp ruang rugi rumah rumit rusak saat sabar sabtu sabun sadar sah sahabat saham
    saja sakit saksi saku salah salam saling sama sampah sampai sana sang sangat sapi satu saya sayang se sebab
    sebut sedang sedih sedikit segar segera sehat sejak sekali selalu selama senang senin seni sepak sepi serta
    serang sering setia setiap siang siap siapa sia sih sikap simpan singkat sini sisa sisi sita situ soal sosial
    sri suami suap suara suasana sudah suka suku sulit sumber sungai surat suruh surya susah susu tadi tahan tahu
    tahun tak takut tali taman tamat tambah tamu tanah tanda tangan tanpa tanya tarif tas tata tawar tebak tebal
    tegas teh teman tempat tempo tengah tenang tentu tepat tepi terang terus tetap tiap tiba tidak tidur tiga tim
    timur tinggi tipis tipu titik toko tol tolak tolong tua tuan tubuh tugas tuhan tujuh tukar tulis tumbuh tunda
    turun tutup uang ubah ujian ujung ulama ulang umat umum umur un unik untuk untung upah upaya urus usaha usai
    usia utama utang utara wabah wajah wajib waktu wali wanita warga warna warung yaitu yakin yang yatim
    it us who in on the and for not all can has its was are
    """)

#: Those that stand for persons: what they do tells nothing about them.
PERSONS = _words("aku anda bapak dia guru ia ibu imam kalian kami kamu kita mama mas mereka pak saya who")

#: Words before an acronym that make it a state, a body or a party.
HEADS = _words("""
    agen agresi ambasador anggota armada dolar dubes duta ekonomi eks gubernur hakim jaksa jenderal jet
    jubir kebijakan kedubes kepala ketua kiper kongres konsul kubu laksamana menhan menkeu menlu
    menteri militer pangkalan parlemen pasukan pejabat pemerintah pemilu perwira pesawat petinggi politikus
    politisi presiden prajurit putusan sanksi sekjen senat senator serangan staf tarif tentara timnas utusan visa
    wapres warga wartawan
    """)

#: Words after an acronym that only a state, a body or a person does.
ACTS = _words("""
    akui ancam bantah bebaskan beri blokir cabut cegah curigai dakwa desak dukung embargo gelar gempur harapkan
    hentikan imbau ingatkan ingin invasi jatuhkan kecam kerahkan kirim klaim komentari kritik kutuk larang luncurkan
    minta nilai peringatkan periksa perkuat pertanyakan protes pulangkan sambut sanksi sebut selidiki sepakat
    serang serukan setujui siagakan sita tangguhkan tangkap tawarkan tegaskan tembak tembakkan tetapkan
    tolak tuding tuduh tuntut umumkan undang ungkap usir usulkan yakin
    """)

#: Words before an acronym in a headline whose object only a state, a body or a person is.
AIMED = _words("""
    ancam desak gempur gugat hadapi imbau ingatkan kecam kritik kritisi lawan peringatkan protes sanksi tuding tuduh
    """)
