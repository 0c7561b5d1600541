"""Commission and incentive: worked by hand; published examples are named."""

from tests.conformance.case import Case, error

TIERS = "{0,0.05;10000,0.08;20000,0.1}"
LATE = "{1000,0.1;2000,0.2}"
DIGITAL_HELP = "{0,0.045;100000,0.02;250000,0.012;500000,0.002}"
FORUM = "{0,0.03;500,0.05;750,0.075}"
ECLIPSE = "{0,0.02;200,0.03;500,0.04;1000,0.055}"
CURVE = "{0.75,50;1,100;1.5,300}"

CASES = [
    Case(
        f"=COMMISSION({{65000;125000;280000;540000}},{DIGITAL_HELP})",
        [[2925], [5000], [7860], [10580]],
        "published: get-digital-help.com, How to do tiered calculations in one formula",
    ),
    Case(
        f"=COMMISSION({{300;400;500;600;700;800;900}},{FORUM})",
        [[9], [12], [15], [20], [25], [31.25], [38.75]],
        "published: excelforum.com 1140746, tiered fee formula (shg's table)",
    ),
    Case(
        f"=COMMISSION(1200,{ECLIPSE})",
        44,
        "published: Epicor Eclipse help, PRICE_CON_TieredCommissionPlanDetails, 4 + 9 + 20 + 11",
    ),
    Case(f'=COMMISSION(1200,{ECLIPSE},"retroactive")', 66, "published: the same page, 'without tiered calculations'"),
    Case(
        f"=COMMISSION_LEGS(1200,{ECLIPSE})",
        [[0, 200, 200, 0.02, 4], [200, 500, 300, 0.03, 9], [500, 1000, 500, 0.04, 20], [1000, "", 200, 0.055, 11]],
        "published: the same page's table",
    ),
    Case(f"=COMMISSION(15000,{TIERS})", 900, "500 + 5,000 × 8 %"),
    Case(f"=COMMISSION({{0,10000,20000,30000}},{TIERS})", [[0, 500, 1300, 2300]], "at the bounds; a row in, a row out"),
    Case(f'=COMMISSION({{9999;10000;15000}},{TIERS},"retroactive")', [[499.95], [800], [1200]], "a tier is inclusive"),
    Case(f"=COMMISSION({{500;1500;2500}},{LATE})", [[0], [50], [200]], "below the first from the rate is 0"),
    Case(f'=COMMISSION({{500;1500}},{LATE},"RETROACTIVE")', [[0], [150]], "the whole amount at the rate reached"),
    Case(f"=COMMISSION({{5000;15000;30000}},{TIERS},,800,300)", [[300], [800], [800]], "bounded to 300..800"),
    Case(f"=COMMISSION({{5000;15000}},{TIERS},,{{200;1000}})", [[200], [900]], "a cap for each"),
    Case(f"=COMMISSION(5000,{TIERS},,,,8000)", 2000 * 0.05 + 3000 * 0.08, "slices start at 8,000"),
    Case(f'=COMMISSION(5000,{TIERS},"retroactive",,,8000)', 400, "5,000 at the rate of 13,000"),
    Case(f"=COMMISSION(-5000,{TIERS},,,,12000)", -(2000 * 0.08 + 3000 * 0.05), "back from 12,000 to 7,000"),
    Case(f'=COMMISSION(-5000,{TIERS},"retroactive",,,12000)', -(960 - 350), "12,000 × 8 % less 7,000 × 5 %"),
    Case(f"=COMMISSION(-5000,{TIERS},,600,,12000)", 350 - 600, "660 was capped at 600, 350 is kept"),
    Case(f"=COMMISSION(-5000,{TIERS},,300,,12000)", 0, "300 was paid and is due on what is left too"),
    Case(f"=COMMISSION(-12000,{TIERS},,600,,12000)", -600, "all back: what was paid"),
    Case(f"=COMMISSION(-5000,{TIERS},,,400,12000)", 400 - 660, "the floor is kept"),
    Case(f"=COMMISSION(-5000,{TIERS},,,0,12000)", -310, "a floor of 0 is not one of the refund"),
    Case(f"=COMMISSION({{-5000,5000}},{TIERS},,{{600,300}},,{{12000,8000}})", [[-250, 300]], "a sale beside a refund"),
    Case(
        '=COMMISSION(0.2,{0,0.1;0.3,0.2},"retroactive",,,0.1)',
        0.04,
        "0.1 + 0.2 reaches 0.3, as spreadsheets compare",
    ),
    Case(
        '=COMMISSION({9999.98;9999.99},{0,0.05;10000,0.08},"retroactive")',
        [[499.999], [499.9995]],
        "a cent below the bound is below it",
    ),
    Case(
        f'=COMMISSION(-12000,{TIERS},"retroactive",900,,12000)', -900, "960 was capped at 900, all of which goes back"
    ),
    Case(f"=COMMISSION({{-5000,5000}},{TIERS})", [[error("#NUM!"), 250]], "below zero in total"),
    Case(f"=COMMISSION(5000,{TIERS},A1,B1,C1,D1)", 250, "blank options take their defaults", cells={"E1": 1}),
    Case(f"=COMMISSION(5000,{TIERS},,100,200)", error("#NUM!"), "floor above cap"),
    Case("=COMMISSION(5000,{10000,0.08;0,0.05})", error("#NUM!"), "tiers that fall"),
    Case("=COMMISSION(5000,{0,0.05;0,0.08})", error("#NUM!"), "a tier twice"),
    Case("=COMMISSION(5000,{0,-0.05})", error("#NUM!"), "a negative rate"),
    Case('=COMMISSION(5000,{0,"5%"})', error("#VALUE!"), "a rate as text"),
    Case("=COMMISSION(5000,{0,0.05,1})", error("#VALUE!"), "three columns"),
    Case("=COMMISSION(5000,A1:B3)", 250, "blank rows are no tiers", cells={"A1": 0, "B1": 0.05}),
    Case(f'=COMMISSION(5000,{TIERS},"sliding")', error("#VALUE!"), "an unknown mode"),
    Case(f'=COMMISSION({{5000,"x",10000}},{TIERS})', [[250, error("#VALUE!"), 500]], "text among amounts"),
    Case(
        f"=COMMISSION(A1:B1,{TIERS})", [[error("#N/A"), 250]], "errors pass on", cells={"A1": error("#N/A"), "B1": 5000}
    ),
    Case(
        f"=COMMISSION_LEGS(25000,{TIERS})",
        [[0, 10000, 10000, 0.05, 500], [10000, 20000, 10000, 0.08, 800], [20000, "", 5000, 0.1, 500]],
        "three tiers touched; the last is open",
    ),
    Case(
        f"=COMMISSION_LEGS(5000,{TIERS},,8000)", [[0, 10000, 2000, 0.05, 100], [10000, 20000, 3000, 0.08, 240]], "prior"
    ),
    Case(f"=COMMISSION_LEGS(1500,{LATE})", [[0, 1000, 1000, 0, 0], [1000, 2000, 500, 0.1, 50]], "below the first tier"),
    Case(f'=COMMISSION_LEGS(15000,{TIERS},"retroactive")', [[10000, 20000, 15000, 0.08, 1200]], "one tier"),
    Case(
        f"=COMMISSION_LEGS(-5000,{TIERS},,12000)",
        [[0, 10000, -3000, 0.05, -150], [10000, 20000, -2000, 0.08, -160]],
        "a refund",
    ),
    Case(
        f'=COMMISSION_LEGS(-5000,{TIERS},"retroactive",12000)',
        [[0, 10000, 7000, 0.05, 350], [10000, 20000, -12000, 0.08, -960]],
        "what is kept, and what was paid",
    ),
    Case(f"=COMMISSION_LEGS(0,{TIERS})", [[0, 10000, 0, 0.05, 0]], "nothing sold"),
    Case(f"=COMMISSION_LEGS(-1,{TIERS})", error("#NUM!"), "below zero in total"),
    Case(f'=COMMISSION_LEGS("x",{TIERS})', error("#VALUE!"), "text"),
    Case(
        '=COMMISSION_LEGS(0.2,{0,0.1;0.3,0.2},"retroactive",0.1)',
        [[0.3, "", 0.2, 0.2, 0.04]],
        "the tier that COMMISSION reads",
    ),
    Case("=COMMISSION_LEGS(0.2,{0,0.1;0.3,0.2},,0.1)", [[0, 0.3, 0.2, 0.1, 0.02]], "a last bit touches no tier"),
    Case(
        "=COMMISSION_QUOTA(150000,100000,{0,0.05;1,0.06;1.25,0.07})",
        8250,
        "published: excelforum.com 861932, '$5,000+$1,500+$1,750'",
    ),
    Case(
        "=COMMISSION_QUOTA(260000,200000,{0,0.05;1,0.08})",
        14800,
        "published: hyperbots.com/glossary/accelerator-commission, 10,000 + 4,800",
    ),
    Case(
        '=COMMISSION_QUOTA({1;2},{3;3},{0,0.1;0.333333333333333,0.2;0.6666666666666666,0.3},"retroactive")',
        [[0.2], [0.6]],
        "thirds of a quota are reached",
    ),
    Case("=COMMISSION_QUOTA({80000;100000;120000},100000,{0,0.05;1,0.1})", [[4000], [5000], [7000]], "accelerator"),
    Case('=COMMISSION_QUOTA({80000;100000},100000,{0,0.05;1,0.1},"retroactive")', [[4000], [10000]], "inclusive"),
    Case("=COMMISSION_QUOTA(90,{100,60},{0.5,0.1;1,0.2})", [[4, 9]], "40 × 10 %; 30 × 10 % + 30 × 20 %"),
    Case("=COMMISSION_QUOTA(120000,100000,{0,0.05;1,0.1},,6000)", 6000, "capped"),
    Case("=COMMISSION_QUOTA(40,100,{0.5,0.1})", 0, "below the first tier"),
    Case(
        '=COMMISSION_QUOTA(0.3,0.1,{0,0.1;3,0.2},"retroactive")',
        0.06,
        "300 % is reached, whatever 0.3/0.1 is in binary",
    ),
    Case("=COMMISSION_QUOTA(100,{100,0},{0,0.05})", [[5, error("#DIV/0!")]], "a quota of 0"),
    Case("=COMMISSION_QUOTA(100,-5,{0,0.05})", error("#NUM!"), "a negative quota"),
    Case("=COMMISSION_QUOTA(-100,5,{0,0.05})", error("#NUM!"), "a negative amount"),
    Case("=COMMISSION_SPLIT(100,{0.5;0.3;0.2})", [[50], [30], [20]], "shares"),
    Case("=COMMISSION_SPLIT(0.05,{0.5,0.5})", [[0.03, 0.02]], "five cents: the odd one to the first"),
    Case("=COMMISSION_SPLIT(-0.05,{0.5,0.5})", [[-0.03, -0.02]], "taken back alike"),
    Case("=COMMISSION_SPLIT(100,{0.1,0.2,0.7},0)", [[10, 20, 70]], "0.1 + 0.2 + 0.7 is 1, whatever binary makes of it"),
    Case("=COMMISSION_SPLIT(100,{0.5;0.4})", error("#NUM!"), "shares of 90 %"),
    Case("=COMMISSION_SPLIT(100,{1.5;-0.5})", error("#NUM!"), "a negative share"),
    Case("=COMMISSION_SPLIT(100,A1:A3)", [[50], [0], [50]], "a blank share is 0", cells={"A1": 0.5, "A3": 0.5}),
    Case(
        "=COMMISSION_DRAW({2750;3000;1500;2375;3000;2750},2000)",
        [[2750, 0], [3000, 0], [2000, 500], [2000, 125], [2875, 0], [2750, 0]],
        "published: docs.oracle.com/cd/E05553_01/books/InCompAdm/InCompAdmPlanDesign8.html, table 4, recoverable draw",
    ),
    Case(
        "=COMMISSION_DRAW({100;1200;-20;110;50},250)",
        [[250, 150], [1050, 0], [250, 270], [250, 410], [250, 610]],
        "published: support.oracle.com 1088212.1, immediate recoverable payment plan; August's earnings are negative",
    ),
    Case(
        "=COMMISSION_DRAW(800,2000)",
        [[2000, 1200]],
        "published: docs.oracle.com/cd/E05553_01/books/InCompAdm/InCompAdmPlanDesign24.html",
    ),
    Case("=COMMISSION_DRAW({1000,4000},2000)", [[2000, 3000], [1000, 0]], "a row of periods: a column for each"),
    Case("=COMMISSION_DRAW({1000;4000},2000,0,FALSE)", [[2000, 0], [4000, 0]], "not recoverable: forgiven"),
    Case("=COMMISSION_DRAW(2500,2000,800)", [[2000, 300]], "one period, 500 of 800 recovered"),
    Case("=COMMISSION_DRAW({1000;4000},{500;1000},200)", [[800, 0], [4000, 0]], "a draw for each period"),
    Case("=COMMISSION_DRAW({1000;4000},{500;1000;9})", error("#VALUE!"), "three draws for two periods"),
    Case("=COMMISSION_DRAW({1000;4000},-1)", error("#NUM!"), "a negative draw"),
    Case("=COMMISSION_DRAW(A1:A2,100)", error("#VALUE!"), "a period without earnings", cells={"A1": 5}),
    Case("=COMMISSION_CLAWBACK(500,10000,4000,{30;90;91})", [[200], [200], [0]], "40 % within 90 days, inclusive"),
    Case("=COMMISSION_CLAWBACK(500,10000,10000,40,30)", 0, "after own window"),
    Case("=COMMISSION_CLAWBACK(500,0,0,1)", error("#DIV/0!"), "a sale of 0"),
    Case("=COMMISSION_CLAWBACK(500,100,101,1)", error("#NUM!"), "more refunded than sold"),
    Case("=COMMISSION_CLAWBACK(500,100,50,-1)", error("#NUM!"), "a refund before the sale"),
    Case(
        f"=BONUS_PAYOUT({{0.5;0.75;0.875;1;1.25;1.5;2}},{CURVE})",
        [[0], [50], [75], [100], [200], [300], [300]],
        "the nodes 75→50, 100→100, 150→300 are published at ecsellinstitute.com; between them a straight line",
    ),
    Case(f'=BONUS_PAYOUT({{0.5,0.9,1,9}},{CURVE},"step")', [[0, 50, 100, 300]], "the row reached"),
    Case(f"=BONUS_PAYOUT(0.7499999999999999,{CURVE})", 50, "0.3/0.4 in binary: it reaches 0.75"),
    Case(f'=BONUS_PAYOUT({{0.749999,0.75}},{CURVE},"step")', [[0, 50]], "a row is reached or not"),
    Case("=BONUS_PAYOUT(1,{1,100;0.75,50})", error("#NUM!"), "attainments that fall"),
    Case(f'=BONUS_PAYOUT(1,{CURVE},"curve")', error("#VALUE!"), "an unknown method"),
    Case(f'=BONUS_PAYOUT({{1,"x"}},{CURVE})', [[100, error("#VALUE!")]], "text among attainments"),
]
