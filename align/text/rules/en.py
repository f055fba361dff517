"""English: news, reports, addresses, degrees, ranks, companies, citations."""

from __future__ import annotations

from align.text.rules import Rules, vocabulary

_TITLES = """
    Mr Mrs Ms Mx Dr Drs Prof Rev Fr Msgr Hon Pres Gov Sen Rep Reps Sens Amb Sec Secy Supt Atty Messrs
    Mme Mlle Capt Cmdr Cdr Cpl Col Lt Ltc Maj Gen Brig Adm RAdm VAdm Sgt Pvt Pfc Ens Spc Det Insp Ald
    Treas Asst Assoc Dep Dir Mt Ft
"""

_TEXT = """
    e.g i.e viz cf vs v ca approx apt Apt nos n.b c.f q.v s.v eds vol vols sect eqs refs est
"""

_END = """
    etc al a.m p.m A.D B.C C.E B.C.E ibid ft oz lb lbs yd yds hr hrs mins secs mi mph
"""

_MIDDLE = """
    Inc Corp Co Cos Ltd LLC Plc Bros Pty Pte Bhd Sdn GmbH S.A N.V Jr Sr Esq U.S U.S.A U.K U.N E.U
    U.S.S.R U.A.E D.P.R.K R.O.K D.C N.Y L.A N.J N.C S.C N.D S.D N.H N.M W.Va R.I D.J M.D Ph.D M.A B.A
    B.S M.S M.B.A J.D LL.B LL.M D.Phil M.Phil Ed.D D.D.S R.N Ave Blvd Rd St Str Sq Ln Ct Pl Hwy Pkwy Rte
    Dept Univ Assn Inst Intl Natl Govt Mfg Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md
    Mich Minn Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo E.S.T G.M.T
"""

_STARTERS = """
    the a an this that these those he she it they we you i his her its their our my your there here in
    on at by for from with without as after before during since until while when where if unless
    although though because but and or so yet however meanwhile moreover nevertheless nonetheless
    instead still also then thus therefore hence otherwise besides furthermore finally later earlier
    today yesterday tomorrow now once only even both either neither each every all some many most
    several few no not nothing none one two three another other such what who whom whose which why how
    is are was were do does did can could should would has have had let according among despite
    following under over between against about around through to of just police officials residents
    people investigators authorities prosecutors shares analysts president more less much soon
"""

_REPORTING = """
    said says say asked asks added adds replied replies told tells shouted cried answered wrote writes
    explained noted warned claimed insisted argued whispered wondered exclaimed yelled demanded declared
    announced stated recalled joked responded continued concluded remarked muttered screamed
"""

_LETTERED = """
    vitamin hepatitis plan group grade class type blood block option appendix exhibit section schedule
    annex part influenza category zone line gate terminal tier level note letter unit factor series
    generation gen table figure room route variant
"""

_UNFINISHED = """
    the a an and or but of to in on at by for from with as is are was were that if because my your his
    her its our their this into than about
"""

_CONJUNCTIONS = """
    and but or nor yet so while whereas because although though when after before since unless which who
    whom whose that if including as with where until
"""

RULES = Rules(
    language="en",
    version=1,
    lead=vocabulary(_TITLES, _TEXT),
    number=vocabulary("No no p pp art arts fig figs sec ch chap para app ref ext ed ver tel eq Rs"),
    middle=vocabulary(_MIDDLE),
    firm=frozenset(),
    end=vocabulary(_END),
    months=vocabulary("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"),
    zones=vocabulary("GMT UTC EST EDT CST CDT MST MDT PST PDT ET CT PT BST CET JST KST"),
    starters=vocabulary(_STARTERS),
    reporting=vocabulary(_REPORTING),
    report_first=False,
    lettered=vocabulary(_LETTERED),
    headings=vocabulary("chapter section part article table figure appendix annex book act scene step rule"),
    unfinished=vocabulary(_UNFINISHED),
    conjunctions=vocabulary(_CONJUNCTIONS),
    stopped_names=vocabulary("Yahoo! Jeopardy! Joomla! Guess? Wham!"),
    small_names=frozenset(),
)
