"""English as targets are written in it. Plain data: to teach a new word, add it to its list."""

from __future__ import annotations

from xltargets.calc.smart.language import InflectedWords, Language
from xltargets.calc.smart.numbers import ARABIC, ENGLISH

_NUMBER = rf"(?:{ARABIC}|{ENGLISH})"
_SCALE = r"(?:\s?(?:k|m|mn|mm|bn|b|thousand|million|billion|hundred|lakh|crore)\b)"
_MONEY = r"(?:[$€£¥₩]|\b(?:usd|eur|gbp|chf|jpy|cny|rmb|hkd|sgd|aud|cad|inr|twd|ntd|nt|us)\b\s?\$?)"
_MONTH = (
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_YEAR = r"(?:(?:19|20)\d\d)\b"
_FISCAL = rf"\b(?:(?:fy|fiscal(?:\syear)?|financial\syear)[\s'-]?(?:\d{{4}}|\d\d)(?:[/-]\d\d)?\b|{_YEAR}/\d\d\b)"
_QUARTER = (
    r"(?:\b(?:[qh][1-4]|[1-4][qh])\b|\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th)[\s-](?:quarter|half)\b)"
)
_UNIT_OF_TIME = r"(?:days?|weeks?|months?|quarters?|years?|seasons?)"
_PERIOD = r"(?:week|month|quarter|half|half-year|year|season)"
_BY = (
    r"\b(?:by|before|until|till|through|thru|to|in|during|on|for|of|from|next|this|late|early|mid|end|no\slater\sthan)"
)
_FEAST = (
    r"(?:christmas|xmas|easter|thanksgiving|(?:lunar\s|chinese\s)?new\syear|tet|diwali|ramadan|eid|black\sfriday"
    r"|cyber\smonday|golden\sweek|singles'?\sday|summer|winter|autumn|fall|spring)"
)

_REFERENCES = "|".join(
    [
        rf"\bsince\s(?:{_MONTH}\s)?(?:{_YEAR}|(?:last|the)\s\w+)",
        r"\bcompared\s(?:to|with)\s(?:the\s)?(?:same\s\w+\s(?:of\s|in\s)?)?(?:last\s\w+|previous\s\w+|prior\s\w+|\d{4})",
        rf"\b(?:vs\.?|versus|than|against|over|on|relative\sto|above|below|from)\s(?:in\s)?(?:{_FISCAL}|{_YEAR})(?!\sto)",
        rf"\b(?:last|past|previous|prior|recent)\s(?:{_NUMBER}\s)?(?:fiscal\s|financial\s)?{_UNIT_OF_TIME}\b",
        rf"\b{_PERIOD}[\s-](?:on|over)[\s-]{_PERIOD}\b|\b(?:yoy|mom|qoq)\b|\byear[\s-]to[\s-]date\b|\bytd\b",
        r"\b(?:every|each|per|an?)\s(?:business\s|working\s)?(?:hour|day|week|month|quarter|year)\b(?!\s(?:from|before))",
        r"/\s?(?:hour|day|week|month|quarter|year|mo|yr)\b",
        rf"\b{_NUMBER}[\s-](?:day|week|month|quarter|year|hour|minute)s?[\s-](?:past|old|ago|overdue)(?:\sdue)?\b",
        rf"\b(?:(?:our|the)\s)?(?:{_FISCAL}|{_YEAR})\s(?:strateg|plan\b|vision|roadmap|goals?\b|agenda|budget|program)\w*",
        rf"\b(?:strategy|vision|agenda|roadmap|horizon|plan)\s{_YEAR}",
    ]
)

_DEADLINES = [
    # Dates.
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?",
    rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?%)(?:,?\s{_YEAR})?",
    rf"{_MONTH},?\s{_YEAR}",
    rf"{_BY}[\s-](?:the\s)?(?:end\sof\s|middle\sof\s|start\sof\s|late\s|early\s|mid[\s-]?)?{_MONTH}(?!\w)",
    r"\b(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b",
    r"\b(?:by|before|until|on)\s(?:the\s)?\d{1,2}(?:st|nd|rd|th)\b",
    r"\b(?:by|before|until|on|next|this|till)\s(?:close\sof\s|next\s|this\s)?"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tonight|tomorrow)\b",
    r"\b(?:calendar\sweek|week|cw|wk)\s?\d{1,2}\b",
    # Quarters, years and their ends.
    rf"{_QUARTER}(?:\s(?:of\s)?(?:the\s)?(?:{_FISCAL}|{_YEAR}|(?:this|next|fiscal|financial|\s)*year))?(?:\send)?",
    rf"{_FISCAL}(?:\send)?",
    rf"\b(?:by|in|during|throughout|through|for|until|before|within|of|into|to)\s(?:the\s)?"
    rf"(?:year\s|end\sof\s|early\s|late\s|mid[\s-]?)?{_YEAR}",
    r"\b(?:fiscal|financial|calendar)?[\s-]?(?:year|quarter|month|half)[\s-]?'?s?[\s-]?end\b|\beo[yqmh]\b",
    rf"\bend\sof\s(?:the\s|this\s|next\s)?(?:current\s|coming\s|fiscal\s|financial\s|calendar\s)*(?:{_PERIOD}|{_YEAR})\b",
    rf"\b(?:this|next|the\scurrent|the\scoming|the\sfollowing|current)\s(?:fiscal\s|financial\s|calendar\s)?{_PERIOD}\b",
    rf"\b(?:by|before|until|till|for|over|after)\s(?:the\s)?{_FEAST}\b(?:\s{_YEAR})?",
    # Durations.
    rf"\b(?:within|in|over|during|for|inside|throughout)\s(?:the\s|a\s)?(?:next\s|coming\s|following\s|first\s)?"
    rf"(?:{_NUMBER}|an?|half\sa)[\s-](?:(?:business|working|calendar|consecutive|full)\s)?{_UNIT_OF_TIME}\b",
    rf"\bnext\s{_NUMBER}\s(?:(?:business|working|calendar)\s)?{_UNIT_OF_TIME}\b",
    rf"\b{_NUMBER}\s{_UNIT_OF_TIME}\s(?:from|after|of)\s(?:now|today|launch|signing|go-live)\b",
    # A year that stands alone after a comma: "open two stores, 2026".
    rf"(?<=[,;(]\s){_YEAR}(?=\s*(?:[,;).]|$))",
]

ENGLISH_LANGUAGE = Language(
    purposes=(
        r"\b(?:in\ssupport\sof|to\s(?:help\s)?support|supporting|in\sorder\sto|so\sthat|so\sas\sto|in\sline\swith"
        r"|(?:fully\s)?aligned\s(?:with|to)|as\spart\sof|contribut(?:e|es|ing)\sto|towards?\s(?:our|the)|serving"
        r"|as\sa\scontribution\sto|to\senable|to\sfund|to\sdeliver\s(?:on\s)?(?:our|the)|underpinning|on\sbehalf\sof\sthe)"
        r"\s(?:the\s|our\s|a\s|an\s)?"
        rf"(?P<goal>[^,;]*?)(?=$|[,;]|\.(?:\s|$)|\s(?:by|before|until|within)\s(?:the\s)?(?:end|\d|{_MONTH}|{_QUARTER}|{_NUMBER}))"
    ),
    changes=(
        rf"\bfrom\s(?:a\s|an\s|about\s|around\s|roughly\s|currently\s)*{_MONEY}?\s?(?P<before>{_NUMBER})"
        rf"(?P<before_scale>{_SCALE})?[^,;.]{{0,40}}?\b(?:to|down\sto|up\sto)\s"
        rf"(?:a\s|an\s|about\s|around\s|at\sleast\s|under\s|below\s|over\s|above\s|less\sthan\s|more\sthan\s)*"
        rf"{_MONEY}?\s?(?P<after>{_NUMBER})(?P<after_scale>{_SCALE})?",
        rf"\b(?:to|at|of|reach|hit)\s(?:at\sleast\s|under\s|below\s|over\s)?{_MONEY}?\s?(?P<after>{_NUMBER})"
        rf"(?P<after_scale>{_SCALE})?[^;.]{{0,40}}?[,(]?\s?\(?\b(?:from|up\sfrom|down\sfrom|against|versus|vs\.?|currently|now)\s"
        rf"(?:a\s|about\s|around\s|currently\s)*{_MONEY}?\s?(?P<before>{_NUMBER})(?P<before_scale>{_SCALE})?",
        rf"\b(?:currently|today|now)\s(?:at\s)?{_MONEY}?\s?(?P<before>{_NUMBER})(?P<before_scale>{_SCALE})?"
        rf"[^;]{{0,60}}?\bto\s{_MONEY}?\s?(?P<after>{_NUMBER})(?P<after_scale>{_SCALE})?",
    ),
    services=(
        rf"\b(?:within|in|under)\s{_NUMBER}\s?(?:(?:business|working)\s)?(?:hours?|hrs?|h|minutes?|mins?|seconds?)\b"
        rf"|\b(?:within|in|under)\s{_NUMBER}\s(?:business|working)\sdays?\b"
        r"|(?P<kept>\b(?:ticket|complaint|order|request|inquir|enquir|quote|invoice|call|return)[a-z]*\s[^,;.]{0,40}?)"
        rf"\b(?:within|in|under)\s(?:\d|{ENGLISH})\sdays?\b"
    ),
    references=_REFERENCES,
    times="|".join(_DEADLINES),
    ordinals=(
        rf"\b(?:top|our|the|these|following)\s(?:top\s|main\s|key\s|core\s|strategic\s)*{_NUMBER}\s"
        r"(?:\w+\s)?(?:priorit|goal|objective|pillar|area|principle|step|theme|value|topic|point|task|focus)\w*"
        rf"|\btop[\s-]{_NUMBER}\b|\b(?:number|no\.?|#)\s?(?:one|1)\b|#\s?\d+\b"
        rf"|\b{_NUMBER}\s(?:main\s|key\s|core\s|strategic\s)?(?:priorities|pillars|principles|themes|steps|goals|objectives)\b"
        rf"|\b(?:phase|stage|step|wave|round|part|chapter|section|level|tier|milestone|version|release|sprint|article|lot)"
        rf"\s(?:{_NUMBER}|[ivx]+\b)|\bv\d+(?:\.\d+)*\b|\bdouble[\s-](?:down|check|digit)\b"
        r"|\b(?:one|two)[\s-](?:of|to)[\s-](?:one|our|the)\b|\bat\sonce\b|\bhundred\spercent\scommitted\b"
    ),
    names=(
        r"\b(?:iso|iec|en|din|gb|office|windows|iphone|galaxy|model|series|type|class|building|route|gate|hall|line)"
        r"[\s-]?(?:iec\s)?\d[\w.:-]*"
        r"|\b\d+/\d+\b(?=\s(?:hotline|service|support|model|operation|store|rule))"
        rf"|\b{_NUMBER}-(?:day|week|month|year|hour|minute)\b"
        r"|\b(?!\d+(?:\.\d+)?(?:k|m|mn|mm|bn|b|x|h|pp|bps|pts|st|nd|rd|th|s)\b)(?=[\w-]*\d)(?=[\w-]*[a-z])"
        r"[a-z0-9]+(?:-[a-z0-9]+)*\b"
    ),
    quantities=(
        rf"{_MONEY}\s?{ARABIC}{_SCALE}?|{ARABIC}{_SCALE}"
        rf"|{_NUMBER}\s?(?:%|percent\b|per\scent\b|pct\b|percentage\spoints?\b|basis\spoints?\b|pp\b|bps\b|pts?\b|x\b)"
        rf"|{_NUMBER}\s(?:in|out\sof|of\severy)\s{_NUMBER}"
        rf"|(?<!\w)(?!one\b){_NUMBER}\s(?!(?:and|or|to|the|in|of|by|for|at|on|with|from|is|are|as)\b)[a-z]{{2,}}"
        r"|\b\d{1,3}(?:,\d{3})+\b|\b\d{5,}\b"
        rf"|\b(?:to|at|above|below|under|over|reach|hit|exceed|least|most|than|by|is|=)\s{ARABIC}(?![\w])"
        rf"|\b(?:score|rating|rate|level|index|nps|csat|average|target|ratio)\sof\s{ARABIC}(?![\w])"
        r"|:\s\d[\d,.]*|\b(?:half\sa|an?|one)\s(?:dozen|hundred|thousand|million|billion)\b"
        r"|\b(?:halv(?:e|es|ing)|doubl(?:e|es|ing)|tripl(?:e|es|ing)|trebl(?:e|es|ing)|quadrupl(?:e|es|ing)|twice)\b"
        r"|\b(?:two|three|five|ten|\d+)-?fold\b|\bby\s(?:a\s|one\s)?(?:half|third|quarter|fifth|tenth)\b"
        r"|\b(?:two|three)[\s-](?:thirds|quarters|fifths)\b"
    ),
    scales={
        "k": 1e3,
        "thousand": 1e3,
        "m": 1e6,
        "mn": 1e6,
        "mm": 1e6,
        "million": 1e6,
        "b": 1e9,
        "bn": 1e9,
        "billion": 1e9,
        "hundred": 1e2,
        "lakh": 1e5,
        "crore": 1e7,
    },
    actions=InflectedWords.of(
        "grow grew grown increase raise lift boost expand extend add gain win won acquire attract recruit hire "
        "onboard "
        "train coach certify sign close convert sell sold upsell cross-sell book generate source create build launch "
        "open introduce release roll deploy implement install migrate move shift transfer relocate replace reduce "
        "cut "
        "lower decrease shrink shorten drop trim eliminate remove stop end halve double triple quadruple reach "
        "achieve "
        "attain hit exceed deliver complete finish finalise finalize conclude renew retain recover collect clear "
        "settle "
        "pay improve strengthen enhance optimise optimize accelerate speed upgrade review audit check inspect test "
        "pilot "
        "run hold host organise organize conduct visit call contact meet answer respond reply resolve return ship "
        "publish write prepare draft design develop define set agree negotiate secure obtain get bring take put "
        "penetrate enter reposition reprice bundle promote advertise sponsor register enrol enroll enlist lock turn "
        "transition automate digitise digitize integrate consolidate standardise standardize document map segment "
        "analyse analyze survey measure track report forecast plan schedule assign appoint save spend invest buy "
        "purchase divest reactivate re-engage engage educate equip switch refurbish renovate restock stock supply "
        "limit cap bound have conform comply earn bill invoice produce process adopt expand"
    ),
    raising=InflectedWords.of(
        "grow grew grown increase raise lift boost expand extend add gain win improve double triple up higher climb"
    ),
    lowering=InflectedWords.of("reduce cut lower decrease shrink shorten drop trim eliminate down halve bring limit"),
    measures=InflectedWords.of(
        "sale revenue turnover income profit margin ebitda earning cost expense spend price discount share market "
        "customer client consumer buyer account lead prospect opportunity pipeline deal contract order quote booking "
        "billing volume unit shipment visit call demo meeting proposal conversion rate ratio score index churn "
        "retention renewal attrition turnover satisfaction nps csat complaint return refund claim ticket backlog "
        "inventory stock receivable debt overdue payment cash headcount rep seller user subscriber member visitor "
        "traffic basket arr mrr acv aov dso quota target number figure amount value average total"
    ),
    lowered=InflectedWords.of(
        "cost expense spend churn attrition complaint return refund claim ticket backlog discount debt overdue "
        "receivable dso defect error fault failure scrap waste rework delay downtime absence absenteeism accident "
        "incident injury emission loss leakage cancellation cancelation bounce abandonment days time latency "
        "duration lead-time turnaround penalty fine shrinkage bug outage lost overstock"
    ),
    raised=(
        r"\b(?:savings?|reductions?|avoided|recovered|resolved|training|selling|investments?|prevented|uptime|won)\b"
        r"|\b(?:on|first|full|real|up)[\s-]time\b|\b(?:inventory|stock|asset)\sturn|\bresolution\srate\b"
    ),
    vague=InflectedWords.of(
        # Wishes and praise.
        "better best good great excellent excellence more most much many few fewer less lot some several various "
        "significant substantial considerable strong stronger strongest high higher highest low lower lowest fast "
        "faster fastest quick quicker quickest soon sooner asap possible close closer nice happy happier satisfy "
        "satisfied leading leader leadership first number top key main core important strategic world class premium "
        "quality service performance efficiency effectiveness productivity competitiveness success successful growth "
        "development improvement innovation synergy value footprint presence awareness image reputation brand "
        "teamwork "
        "cooperation collaboration communication relationship relation morale motivation culture engagement "
        "commitment "
        "committed dedication professionalism potential capability capacity ability skill business company "
        "organisation "
        "organization firm department team staff people everyone everybody employee colleague sales marketing region "
        "area country world industry sector competition competitor strategy plan goal objective priority effort work "
        "result outcome activity process system approach way thing level situation position digital transformation "
        # Verbs that say nothing about what is done.
        "be is are was were been being am become do does did done doing make made making try strive aim seek want "
        "wish hope intend need focus concentrate leverage maximise maximize minimise minimize optimise optimize "
        "ensure "
        "drive push continue remain stay keep maintain sustain lose lost go going work support help enable serve "
        "perform thrive excel exceed "
        "compare leave let like think ask care attention respond handle manage"
        # Grammar.
        " a an the this that these those our your their his her its my we you they he she it us them i of to in on "
        "at "
        "by for from with without within into onto over under above below between among across through throughout "
        "during until till before after since per as than and or but not no nor so if while when where which who "
        "whose "
        "what how all any each every both other another same such own new current existing future next last forward "
        "back up down out off about around again also only just very too even still then there here at-least least "
        "will would shall should can could may might must up-to year quarter month week day hour half annual yearly "
        "quarterly monthly weekly daily fiscal financial today tomorrow time end percent average net gross total "
        "overall general further quickly rapidly significantly substantially greatly strongly continuously "
        "constantly "
        "steadily gradually professionally actively proactively effectively efficiently successfully sustainably "
        "ideally hopefully eventually generally always never coming following ahead beyond board number one ones"
    ),
)
