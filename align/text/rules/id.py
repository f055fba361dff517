"""Indonesian: news, reports, law, addresses, degrees, ranks, companies."""

from __future__ import annotations

from align.text.rules import Rules, vocabulary

_TITLES = """
    dr drg drh Dr Drs Dra Ir Prof Cand Sdr Sdri Tn Ny Nn Bpk yth yml H Hj Hjh K.H KH Kh Kyai Ust Ustz
    Tgk Tgh Hb R.M R.A R.Ay R.Ngt R.Ng R.P KRT K.R.T KRMT K.R.M.T KRA K.R.A GPH G.P.H KPH K.P.H BPH GKR
    G.K.R Rd Mgr Pdt Pst Pr Br Sr Rm Ev St Moh Muh Mochd Moch Muhd Mhd Abd Gst Ngr Wy Kt Alm Almh a.n
    a/n d.a d/a u.p u/p
"""

_RANKS = """
    Mt Ft Pres Sen Mr Mrs Ms Lt lt Col Sgt Capt Cmdr Gen Maj Adm Gov Jend Jen Letjen Mayjen Brigjen Kol
    Letkol May Kapt Lettu Letda Peltu Pelda Serma Serka Sertu Serda Kopka Koptu Kopda Praka Pratu Prada
    Laks Laksda Laksma Laksdya Marsda Marsma Marsdya Irjen Komjen Kombes Kombespol Kompol AKBP AKP Iptu
    Ipda Aiptu Aipda Bripka Brigpol Brigadir Briptu Bripda Bharaka Bharatu Bharada Pol Purn Inf Kav Art
    Pnb Tek Czi Arm Arh Cpm Cba Ckm Cke Chb Ctp Ajen Sus Mar Plt Plh Pj Pjs Gub Wagub Bup Wabup Wapres
    Menko Menlu Menhan Mendag Mendagri Menkeu Kapolri Kapolda Kapolres Kapolsek Kasat Kabid Kadis Kasi
    Kasubag Kasubbag
"""

_PLACES = """
    jl jln gg Kp Ds Dsn Dk Dkh Kel Kec Kab Kotif Prov Prop Perum Komp Kompl Ged Gd Sei Sk Tj Tg Ug Bt
    Kep Peg
"""

_FIRMS = "PT CV Fa Yay Kop Fak Univ Jur Prodi Dep Dept Dir Dirut Dirjen Sekjen Irjen Bag Subbag Dit Ditjen"

_TEXT = """
    no nmr reg rek tlp telp tel fax faks Rp rp hlm jil vol cet ed eds terj peny peng ps psl ay lih bdk
    cf tgl tg pkl pk s.d s/d ttd vs c.q cq q.q i.e e.g y.a.d y.b.s y.l y.i y.m dgn dg yg utk kpd dlm krn
    sbg spt bhw thd ttg kep kepmen keppres permen perpres perda perpu perma permenkes perkap jo jis ket
    lamp ref gbr bhs b.d Kpd Dgn lbr br
"""

_END = """
    dll dkk dsb dst dlsb dlsbg sbb tsb ybs dmk etc et.al al ybl sda jt rb ml mlr trl thn th bln bl hr mg
    mgg mnt mt dtk kg km cm mm ha ons kw saw swt a.s r.a s.a.w s.w.t r.hum w.w wr wb w.r w.b SM M SH S.H
    M.H S.E M.E M.M M.Si M.Sc M.Hum M.Pd S.Pd S.Pd.I M.Pd.I S.Ag M.Ag S.Sos S.Sos.I M.Sos S.IP S.I.P
    M.IP M.I.P S.I.Kom M.I.Kom M.Ikom S.Ikom S.Kom M.Kom S.T M.T S.TP M.TP S.P M.P S.Si S.Psi M.Psi
    S.Ked S.Kep M.Kep S.KM S.K.M M.Kes S.Farm M.Farm Apt S.Hum S.S M.A M.B.A Ph.D M.Phil M.Eng B.A B.Sc
    B.Eng LL.M LL.B S.STP S.Hut M.Hut S.Pt M.Pt S.Pi M.Pi S.Sn M.Sn S.Ds M.Ds S.Ant S.Tr S.Tr.K S.I.K
    S.IK M.Han M.Tr S.E.I S.H.I M.H.I S.Th M.Th M.Div Lc A.Md A.Md.Keb A.Md.Kep Amd S.Si.T Sp.A Sp.B
    Sp.OG Sp.PD Sp.JP Sp.P Sp.M Sp.S Sp.N Sp.KJ Sp.THT Sp.OT Sp.U Sp.Rad Sp.An Sp.BS Sp.F Sp.PK Sp.MK
    Sp.KK Sp.GK Sp.KFR Sp.FK CA Ak CPA CFA Esq p.m a.m
"""

_MIDDLE = """
    Jr Sr Snr Jnr UD PD PO NV N.V P.T C.V R.I D.I D.K.I N.K.R.I U.S U.S.A U.K U.N E.U A.S P.B.B D.C
    T.N.I D.P.R M.P.R k.l l.k lk red Red
"""

_MONTHS = "Jan Feb Febr Mrt Mar Apr Jun Jul Ags Agt Agust Sep Sept Okt Nov Nop Des"

_STARTERS = """
    ia dia beliau mereka kami kita saya aku anda kamu kalian engkau ini itu inilah itulah hal namun
    tetapi tapi akan akibatnya akhirnya alhasil alih apalagi apabila apakah apa adapun ada adalah agar
    artinya andai asalkan atas awalnya bagaimana bagaimanapun bagi bahkan bahwa baik banyak beberapa
    begitu begitulah belakangan belum berapa berbagai berbeda berdasarkan berikut berikutnya bersama
    besoknya biasanya bila bisa bukan bukankah buktinya berkat cara contohnya cukup dalam dan dari
    daripada demi demikian dengan di diketahui disebutkan diduga diperkirakan dulu guna hanya harga hari
    hasil hasilnya hingga ingat intinya jadi jangan jelas jika jikalau jumlah juga justru kadang kalau
    kapan karena kata kemarin kemudian kenapa kendati kepada keputusan kebijakan keluarga kepolisian
    kini ketika khusus kondisi korban lagi lain lalu lantas lebih lewat maka makanya malah mana masih
    maklum maksudnya mari masalah masyarakat melalui memang mengapa mengenai mengingat mengutip
    menjelang menurut menurutnya merujuk meski meskipun mestinya misalnya mulai mula mungkin nah nanti
    nantinya oleh orang pada padahal para pasalnya pasien paling pelaku pemerintah pemeriksaan
    pengadilan penelitian penyidik peristiwa pernah pertama pertemuan perusahaan petugas pihak pihaknya
    polisi presiden program produk proses rencananya saat saatnya salah sampai sang saran sayangnya
    seandainya sebab sebagai sebagian sebaliknya sebanyak sebelum sebelumnya sebenarnya sebentar
    seberapa sebetulnya sebuah secara sedang sedangkan sedikitnya segera sehingga sejak sejauh sejumlah
    sekadar sekalipun sekarang sekitar selain selama selanjutnya selagi seluruh semasa semenjak
    sementara semoga semua semula seolah seorang sepanjang seperti sering seraya serangan seseorang
    sesuai sesudah sesungguhnya setelah setelahnya setiap setidaknya siapa siapakah silakan singkatnya
    situasi soal sudah suatu sungguh supaya tahun tak tanpa tentu tentunya terakhir terkait terlebih
    terlepas ternyata tersangka tidak tidakkah tiap tiba total tim tolong untuk untungnya usai wah walau
    walaupun warga ya yaitu yakni yang proyek laporan penjualan saham laba langkah tindakan data sidang
    penumpang kendaraan kapal pesawat pasukan militer tentara partai sekolah guru siswa dokter peneliti
    jaksa hakim menteri gubernur bupati wali direktur ketua kepala wakil juru perwakilan anggota dewan
    lembaga komisi badan
"""

_REPORTING = """
    kata katanya ujar ujarnya ucap ucapnya tutur tuturnya jelas jelasnya imbuh imbuhnya tegas tegasnya
    ungkap ungkapnya papar paparnya terang terangnya sebut sebutnya tukas tukasnya kilah kilahnya seru
    serunya teriak teriaknya tanya tanyanya jawab jawabnya sahut sahutnya tandas tandasnya tambah
    tambahnya beber bebernya cetus cetusnya lanjut lanjutnya pungkas pungkasnya tulis tulisnya cuit
    cuitnya akunya bisik bisiknya gumam gumamnya pinta pintanya harap harapnya keluh keluhnya pesan
    pesannya klaim klaimnya rinci rincinya urai urainya batin batinnya bentak bentaknya protes protesnya
    canda candanya kenang kenangnya bertanya berteriak berseru menjawab menyahut berbisik bergumam
"""

_LETTERED = """
    kuartal triwulan semester caturwulan tahap jilid periode babak episode level tingkat angkatan
    golongan eselon vitamin hepatitis gol darah kelas grup group tipe jenis seri blok plan opsi rencana
    huruf nilai poin varian influenza virus faktor kategori zona gerbong jalur terminal gedung kode
    titik lini liga pilihan jawaban gelar bergelar inisial berinisial bernama nada kunci pasal butir
    gerbang sektor tribun tim bagian paket model soal lantai menara ring kartu sim generasi gen wilayah
    peringkat predikat akreditasi terakreditasi kelompok pot divisi seksi serikat abjad aksara pesawat
    planet vaksin imunoglobulin serangkaian lampiran angka abad dunia bab
"""

_UNFINISHED = """
    dan atau yang di ke dari kepada oleh dengan untuk pada dalam adalah ialah yaitu yakni bahwa karena
    agar supaya tetapi tapi namun serta bagi tentang antara sebagai seperti demi tanpa sang si para
    bernama jika kalau bila
"""

_CONJUNCTIONS = """
    dan tetapi tapi namun sedangkan serta atau melainkan sementara sehingga karena sebab meski meskipun
    walau walaupun ketika saat setelah sebelum agar supaya jika kalau bila apabila bahwa yang padahal
    lalu kemudian seraya sambil hingga sampai sejak yakni yaitu termasuk seperti dengan untuk and but or
    nor yet so while whereas because although though when after before which who that if
"""

RULES = Rules(
    language="id",
    version=1,
    lead=vocabulary(_TITLES, _RANKS, _PLACES, _FIRMS, _TEXT),
    number=vocabulary("hal bab pasal ayat fig Km Kav kav Blk blk Tab Hp RT RW Rt Rw"),
    middle=vocabulary(_MIDDLE),
    firm=vocabulary("Tbk Persero Ltd Inc Corp Co Bhd Sdn LLC Pte Gmbh"),
    end=vocabulary(_END),
    months=vocabulary(_MONTHS),
    zones=vocabulary("WIB WITA WIT GMT UTC KST JST EST EDT PST"),
    starters=vocabulary(_STARTERS),
    reporting=vocabulary(_REPORTING),
    report_first=True,
    lettered=vocabulary(_LETTERED),
    headings=vocabulary("bab bagian pasal lampiran tabel gambar grafik bagan foto peta butir nomor no"),
    unfinished=vocabulary(_UNFINISHED),
    conjunctions=vocabulary(_CONJUNCTIONS),
    stopped_names=vocabulary("Yahoo! Jeopardy! Joomla! Guess? Wham!"),
    small_names=vocabulary("detikcom detiknews detiksport detikfinance kumparan merdeka.com tirto.id"),
)
