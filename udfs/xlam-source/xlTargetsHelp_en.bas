Option Explicit
Option Private Module
' What the function wizard says about the functions of xlTargets, in one language.
' Written by "xltargets addin build" from the package's registry; changes here are lost with the next build.

Public Sub DescribeAll()
    DescribeSEASONAL_INDEX
    DescribeTARGET_BREAKEVEN
    DescribeTARGET_CHALLENGE
    DescribeTARGET_HISTORY
    DescribeTARGET_MARKET
    DescribeTARGET_BLEND
    DescribeTARGET_CONSENSUS
    DescribeTARGET_SPREAD
    DescribeTARGET_CASCADE
    DescribeTARGET_GRID
    DescribeTARGET_SPLIT
    DescribeQUOTA_PRORATE
    DescribeTARGET_REPLAN
    DescribeRAMP_WEIGHTS
    DescribeSALES_CAPACITY
    DescribeTARGET_OVERASSIGNMENT
    DescribeSMART_ADVICE
    DescribeSMART_CHECK
    DescribeSMART_SCORE
    DescribeSMART_TEXT
    DescribeCOMMISSION
    DescribeCOMMISSION_QUOTA
    DescribeCOMMISSION_SPLIT
    DescribeTIER_RATE
    DescribeCOMMISSION_LEGS
    DescribeCOMMISSION_RUN
    DescribeBONUS_PAYOUT
    DescribeCOMMISSION_CLAWBACK
    DescribeCOMMISSION_DRAW
    DescribeACHIEVEMENT
    DescribeACHIEVEMENT_STATUS
    DescribeGROWTH_RATE
    DescribeFORECAST_FINISH
    DescribeREQUIRED_RUN_RATE
    DescribeTARGET_PACE
    DescribeWORKDAY_COUNT
    DescribeKPI_COMPOSITE
    DescribeKPI_SCORE
    DescribePEER_INDEX
    DescribePLAN_FAIRNESS
    DescribeREVIEW_360
    DescribeVARIANCE_PVM
    DescribeBAND_GRADE
    DescribeCSAT_SCORE
    DescribeFOLLOWUP_DUE
    DescribeFOLLOWUP_STATUS
    DescribeLOYALTY_POINTS
    DescribeNPS_SCORE
    DescribeRFM_SCORE
    DescribePIPELINE_COVERAGE
    DescribePIPELINE_VALUE
    DescribeRISK_EXPECTED_LOSS
    DescribeRISK_LEVEL
    DescribeRISK_SCORE
    DescribeTARGET_AT_RISK
    DescribeTARGET_PROBABILITY
    DescribeKRI_BREACH_IN
    DescribeKRI_STATUS
    DescribeKRI_THRESHOLD
    DescribeKRI_TREND
    DescribeXLT_EXPLAIN
    DescribeXLT_VERSION
End Sub

Private Sub DescribeSEASONAL_INDEX()
    Describe "SEASONAL_INDEX", "The season of a series: how much above or below the average each position of the season lies.", Array("The series, oldest first, without gaps.", _
        "Periods in a season: 12 for months, 4 for quarters.")
End Sub

Private Sub DescribeTARGET_BREAKEVEN()
    Describe "TARGET_BREAKEVEN", "The revenue at which costs are covered, and a profit after tax if one is wanted.", Array("Costs of the period whatever is sold.", _
        "Price of one unit.", _
        "Cost of one unit.", _
        "Profit to be reached, after tax.", _
        "Tax on the profit as a fraction below 1.")
End Sub

Private Sub DescribeTARGET_CHALLENGE()
    Describe "TARGET_CHALLENGE", "How challenging a target is, measured by how well the history lets itself be forecast.", Array("The target of the next period.", _
        "The series, oldest first; blanks as for TARGET_HISTORY.", _
        "The method of the forecast: mean, cagr, linear, seasonal or ets.", _
        "Periods in a season, for seasonal and ets.")
End Sub

Private Sub DescribeTARGET_HISTORY()
    Describe "TARGET_HISTORY", "A forecast of the next periods from a history.", Array("The series, oldest first.", _
        "How many periods ahead.", _
        "mean, cagr, linear, seasonal, or ets (needs the forecast extra).", _
        "Periods in a season, for seasonal and ets: 12 for months, 4 for quarters.")
End Sub

Private Sub DescribeTARGET_MARKET()
    Describe "TARGET_MARKET", "A target from market research, top down: the market as it will be, times the share aimed at.", Array("The market now, as an amount.", _
        "Its expected growth as a fraction: 0.05 is 5 %.", _
        "The market share now, a fraction from 0 to 1.", _
        "Share to be won or lost, in fractions of the market: 0.02 is two points more.")
End Sub

Private Sub DescribeTARGET_BLEND()
    Describe "TARGET_BLEND", "Several candidate targets in one: from the market, history, costs and the team, each with its weight.", Array("The candidate targets; a blank one drops out with its weight.", _
        "How much each counts, as many.")
End Sub

Private Sub DescribeTARGET_CONSENSUS()
    Describe "TARGET_CONSENSUS", "The team's estimates in one figure.", Array("One estimate for each person; for pert a row each of optimistic, likely and pessimistic.", _
        "mean, median, trimmed (without the lowest and the highest fifth, rounded down), or pert.", _
        "How much each person's estimate counts, for mean, median and pert.")
End Sub

Private Sub DescribeTARGET_SPREAD()
    Describe "TARGET_SPREAD", "How far the team agrees: median, interquartile range and standard deviation of its estimates.", Array("The estimates, blanks left out.")
End Sub

Private Sub DescribeTARGET_CASCADE()
    Describe "TARGET_CASCADE", "Split a total level by level, so that each group's members sum exactly to the group's own part.", Array("The amount to split.", _
        "One row for each leaf, one column for each level from the top: region, channel, product, person.", _
        "The leaves' relative sizes, one for each row of keys.", _
        "Decimals of the parts.")
End Sub

Private Sub DescribeTARGET_GRID()
    Describe "TARGET_GRID", "Split a total over rows and columns at once, exact on both margins.", Array("The amount to split.", _
        "Relative sizes of the rows, for example people.", _
        "Relative sizes of the columns, for example months.", _
        "Decimals of the cells.", _
        "A line for each fixed cell: number of its row, number of its column, amount. A row of 0 fixes none.", _
        "The number that the first column has in fixed; what is fixed in columns before it is left aside.")
End Sub

Private Sub DescribeTARGET_SPLIT()
    Describe "TARGET_SPLIT", "Split a total in proportion to weights, in whole units that sum exactly to the rounded total.", Array("The amount to split, in any unit.", _
        "Relative sizes, 0 or more, of any shape. A blank is 0.", _
        "Decimals of the parts: 0 for whole units, 2 for cents, -3 for thousands.", _
        "Least part, one for all or one for each weight. A blank sets none.", _
        "Greatest part, one for all or one for each weight. A blank sets none.")
End Sub

Private Sub DescribeQUOTA_PRORATE()
    Describe "QUOTA_PRORATE", "The part of a period's quota for the working days in which a person belongs to the unit.", Array("The quota of the whole period.", _
        "First day of the period.", _
        "Last day of the period, inclusive.", _
        "The person's first day in the unit.", _
        "The person's last day in the unit, inclusive; still there if left out or blank.", _
        "Days off besides the weekend.", _
        "Make-up working days: days off by the week that are worked.", _
        "Days off by the week: a code of NETWORKDAYS.INTL, 1 is Saturday and Sunday, or seven digits.")
End Sub

Private Sub DescribeTARGET_REPLAN()
    Describe "TARGET_REPLAN", "Re-plan the open periods after some are known, so that the year still sums to its total.", Array("The period targets of the plan.", _
        "The actuals, blank for periods still open; 0 is an actual.", _
        "Decimals of the re-planned targets.", _
        "Greatest target of an open period, one for all or one for each period.", _
        "TRUE lets a surplus lower the open targets.", _
        "TRUE leaves over what the maxima do not take: total - SUM of the result. FALSE refuses it.")
End Sub

Private Sub DescribeRAMP_WEIGHTS()
    Describe "RAMP_WEIGHTS", "The share of a full quota for a person in their n-th month in the role.", Array("Months in the role, one value or a range.", _
        "A table of month from and share, rising by month; the last row holds on.")
End Sub

Private Sub DescribeSALES_CAPACITY()
    Describe "SALES_CAPACITY", Decoded("What the team can be expected to bring: quota \u00d7 expected attainment \u00d7 ramp share over the people."), Array("Each person's full quota, a range or a single value.", _
        "Expected attainment as a fraction, one for all or one for each person.", _
        "Share of the full quota, one for all or one for each person.")
End Sub

Private Sub DescribeTARGET_OVERASSIGNMENT()
    Describe "TARGET_OVERASSIGNMENT", "The cushion that a level of management has added: how far the parts exceed the total.", Array("The targets handed down.", _
        "The target they were made from.")
End Sub

Private Sub DescribeSMART_ADVICE()
    Describe "SMART_ADVICE", "What to write so that an objective passes SMART_CHECK: one sentence for each criterion that did not.", Array("What is to be done, in words, in English or Chinese.", _
        "What is measured, for example Renewals revenue.", _
        "The metric's value at the start.", _
        "The value to reach.", _
        "First day.", _
        "The day by which the target is to be reached.", _
        "Who answers for it.", _
        "The goal of the company or the team that it serves.", _
        "Past values of the metric for periods as long as the target's, oldest first. Blanks are missing.", _
        "The day to look from; today if left out.", _
        "The language of the advice: en, zh-CN or zh-TW.")
End Sub

Private Sub DescribeSMART_CHECK()
    Describe "SMART_CHECK", "Judge an objective by its row of fields: specific, measurable, achievable, relevant, time-bound.", Array("What is to be done, in words, in English or Chinese.", _
        "What is measured, for example Renewals revenue.", _
        "The metric's value at the start.", _
        "The value to reach.", _
        "First day.", _
        "The day by which the target is to be reached.", _
        "Who answers for it.", _
        "The goal of the company or the team that it serves.", _
        "Past values of the metric for periods as long as the target's, oldest first. Blanks are missing.", _
        "The day to look from; today if left out.")
End Sub

Private Sub DescribeSMART_SCORE()
    Describe "SMART_SCORE", "The score of SMART_CHECK, from 0 to 100.", Array("What is to be done, in words, in English or Chinese.", _
        "What is measured, for example Renewals revenue.", _
        "The metric's value at the start.", _
        "The value to reach.", _
        "First day.", _
        "The day by which the target is to be reached.", _
        "Who answers for it.", _
        "The goal of the company or the team that it serves.", _
        "Past values of the metric for periods as long as the target's, oldest first. Blanks are missing.", _
        "The day to look from; today if left out.")
End Sub

Private Sub DescribeSMART_TEXT()
    Describe "SMART_TEXT", "Judge a target written as one sentence, in English or Chinese (simplified or traditional).", Array("The target as a sentence.")
End Sub

Private Sub DescribeCOMMISSION()
    Describe "COMMISSION", "The commission on an amount by a table of tiers, after what was already attained in the period.", Array("What was sold, one or a range; negative is a refund.", _
        "A table of from and rate, rising; the last tier is open. A third column gives the commission at the tier's start: kicker" & _
        "s and mixed plans.", _
        "marginal: each slice at its own rate; retroactive: the whole total at the rate of the tier reached; deal: this amount at" & _
        " the rate that prior + amount reaches, without catch-up or refunds.", _
        "Greatest commission of the period; with deal, of each amount.", _
        "Least commission of a period in which anything is attained; with deal, of each amount.", _
        "What was already attained in the period.", _
        "from: a tier begins at its from; above: just above it.", _
        "Decimals to which each total's commission is rounded: 2 for cents. Left out, nothing is rounded.")
End Sub

Private Sub DescribeCOMMISSION_QUOTA()
    Describe "COMMISSION_QUOTA", "The commission on an amount by tiers of quota attainment: accelerators above, decelerators below.", Array("What was sold, one or a range; negative is a refund.", _
        "The quota of the period, above 0.", _
        "A table of attainment from (1 is 100 %) and rate, rising; the last tier is open. A third column gives the commission at " & _
        "the tier's start, in money.", _
        "marginal, retroactive or deal, as in COMMISSION.", _
        "Greatest commission of the period.", _
        "Least commission of a period in which anything is attained.", _
        "What was already attained in the period, in money.", _
        "from: a tier begins at its from; above: just above it.", _
        "Decimals to which each total's commission is rounded: 2 for cents. Left out, nothing is rounded.")
End Sub

Private Sub DescribeCOMMISSION_SPLIT()
    Describe "COMMISSION_SPLIT", "Split credit: one amount shared by several people, summing exactly.", Array("The amount to share, a commission or a sale.", _
        "Each one's share as a fraction; together 1. A blank is 0.", _
        "Decimals of the parts: 2 for cents.")
End Sub

Private Sub DescribeTIER_RATE()
    Describe "TIER_RATE", "The rate of the tier that an amount or an attainment reaches.", Array("The amount attained, or the attainment where the tiers are of attainment; one or a range.", _
        "A table of from and rate, rising; the last tier is open. A third column, as COMMISSION takes it, is passed over.", _
        "from: a tier begins at its from; above: just above it.")
End Sub

Private Sub DescribeCOMMISSION_LEGS()
    Describe "COMMISSION_LEGS", "How a commission comes about: one row for each tier touched, and a last one for what cap or floor changes.", Array("What was sold; negative is a refund.", _
        "A table of from and rate, rising, with the commission at the tier's start as a third column if the plan has it.", _
        "marginal, retroactive or deal, as in COMMISSION.", _
        "What was already attained in the period.", _
        "Greatest commission of the period; with deal, of the amount.", _
        "Least commission of a period in which anything is attained; with deal, of the amount.", _
        "from: a tier begins at its from; above: just above it.")
End Sub

Private Sub DescribeCOMMISSION_RUN()
    Describe "COMMISSION_RUN", "The commission of each line of a list of deals and refunds, each key's tiers running on from line to line.", Array("The deals in their order, negative where something was given back. A blank line is none.", _
        "A table of from and rate, rising, with the commission at the tier's start as a third column if the plan has it.", _
        "A row for each deal, in one or more columns: whatever has tiers of its own, as person and quarter. Left out, all lines a" & _
        "re of one key.", _
        "marginal, retroactive or deal, as in COMMISSION.", _
        "Greatest commission of a key, one for all or one beside each line, the same on the lines of a key; with deal, of each li" & _
        "ne.", _
        "Least commission of a key in which anything is attained, given as the cap.", _
        "from: a tier begins at its from; above: just above it.", _
        "Decimals to which each running commission is rounded: 2 for cents. Left out, nothing is rounded.", _
        "The quota of a key, given as the cap. With it the tiers begin at attainments of quota.")
End Sub

Private Sub DescribeBONUS_PAYOUT()
    Describe "BONUS_PAYOUT", "The bonus for an attainment by a payout curve.", Array("Attainment as a fraction, one or a range.", _
        "A table of attainment and payout, rising by attainment.", _
        "linear between the rows, or step: the payout of the row reached.")
End Sub

Private Sub DescribeCOMMISSION_CLAWBACK()
    Describe "COMMISSION_CLAWBACK", "Commission to take back when a customer gets money back.", Array("What was paid on the sale.", _
        "The amount of the sale, above 0.", _
        "How much of it was refunded, up to the whole.", _
        "Days from the sale to the refund.", _
        "How many days a sale can be taken back, inclusive.")
End Sub

Private Sub DescribeCOMMISSION_DRAW()
    Describe "COMMISSION_DRAW", "A draw against commission, period by period: what is paid out, and what is owed at the end.", Array("Commission earned in each period.", _
        "The draw that each period guarantees, one for all or one for each.", _
        "Balance owed at the beginning.", _
        "FALSE forgives shortfalls.")
End Sub

Private Sub DescribeACHIEVEMENT()
    Describe "ACHIEVEMENT", "Attainment of a target: 1 is 100 %.", Array("What was reached.", _
        "What was aimed at.", _
        "higher when more is better, lower when less is better (cost, complaints).")
End Sub

Private Sub DescribeACHIEVEMENT_STATUS()
    Describe "ACHIEVEMENT_STATUS", "The colour of an attainment, in a word.", Array("A fraction, 1 is 100 %.", _
        "From here on Amber, inclusive.", _
        "From here on Green, inclusive.")
End Sub

Private Sub DescribeGROWTH_RATE()
    Describe "GROWTH_RATE", "Growth on a previous period; its sign is right for a negative previous too.", Array("The later amount.", _
        "The earlier amount.")
End Sub

Private Sub DescribeFORECAST_FINISH()
    Describe "FORECAST_FINISH", "Where the year ends if the open periods attain what the periods so far did.", Array("Actuals by period, blank for periods still open.", _
        "Targets by period, as many.")
End Sub

Private Sub DescribeREQUIRED_RUN_RATE()
    Describe "REQUIRED_RUN_RATE", "What each remaining working day must bring to meet the target.", Array("What was reached so far.", _
        "The target.", _
        "Last day, inclusive.", _
        "The day to look from; the remaining days begin the day after. Today if left out.", _
        "Days off besides the weekend.", _
        "Make-up working days: days off by the week that are worked.", _
        "Days off by the week: a code of NETWORKDAYS.INTL, 1 is Saturday and Sunday, or seven digits.")
End Sub

Private Sub DescribeTARGET_PACE()
    Describe "TARGET_PACE", "Attainment against the share of the target that is due by a day: 1 is on pace.", Array("What was reached so far.", _
        "The target of the whole time.", _
        "First day of the time.", _
        "Last day of the time.", _
        "The day to look from, counted as done; today if left out.", _
        "Weights of the periods, for example twelve months' seasonality.", _
        "Days off besides the weekend.", _
        "Make-up working days: days off by the week that are worked.", _
        "Days off by the week: a code of NETWORKDAYS.INTL, 1 is Saturday and Sunday, or seven digits.")
End Sub

Private Sub DescribeWORKDAY_COUNT()
    Describe "WORKDAY_COUNT", "The working days from a day to another, both included.", Array("The first day.", _
        "The last day.", _
        "Days off besides the weekend.", _
        "Make-up working days: days off by the week that are worked.", _
        "Days off by the week: a code of NETWORKDAYS.INTL, 1 is Saturday and Sunday, or seven digits.")
End Sub

Private Sub DescribeKPI_COMPOSITE()
    Describe "KPI_COMPOSITE", "The weighted mean of scores; a blank score drops out with its weight.", Array("Scores of the KPIs, blank where not measured.", _
        "Relative importance, as many.")
End Sub

Private Sub DescribeKPI_SCORE()
    Describe "KPI_SCORE", "The score of a KPI between its worst value (0) and its target (1).", Array("What was measured.", _
        "The value that scores 1.", _
        "higher, lower, or target when on target is best and either side is worse.", _
        Decoded("The value that scores 0; by default 0 for higher and 2 \u00d7 target for lower and target."), _
        "Greatest score.")
End Sub

Private Sub DescribePEER_INDEX()
    Describe "PEER_INDEX", "How one stands among peers: index to their mean, rank, and percentile.", Array("The value of the one looked at.", _
        "All values compared with, usually including one's own. Blanks are left out.")
End Sub

Private Sub DescribePLAN_FAIRNESS()
    Describe "PLAN_FAIRNESS", "How fairly quotas follow the potential of those who carry them.", Array("Each one's quota, 0 or more.", _
        "Each one's potential, above 0, as many. A row blank in both is nobody.", _
        "How far from the median still counts as fair, as a share of it: 0.2 is 20 %.")
End Sub

Private Sub DescribeREVIEW_360()
    Describe "REVIEW_360", "A 360-degree review in one figure: the mean of each rater group, weighted over the groups present.", Array("The ratings, blank where none was given.", _
        "Each rating's rater group (manager, peer, report, self), as many.", _
        "A table of group and weight.")
End Sub

Private Sub DescribeVARIANCE_PVM()
    Describe "VARIANCE_PVM", "A change in revenue told apart: price, volume and mix for each line.", Array("Prices of the base period, one for each product line.", _
        "Quantities of the base period.", _
        "Prices of the actual period.", _
        "Quantities of the actual period.", _
        "mix tells volume of all from the shift among the lines; residual takes each line by itself.")
End Sub

Private Sub DescribeBAND_GRADE()
    Describe "BAND_GRADE", "The label of the band that a value reaches: a loyalty tier, a credit grade, a level.", Array("What is graded.", _
        "A table of from and label, rising; a band begins at its from, inclusive. A number as a label stays one.")
End Sub

Private Sub DescribeCSAT_SCORE()
    Describe "CSAT_SCORE", "The share of satisfied customers: those who answered in the top of the scale.", Array("Ratings from 1 to the scale; blanks are left out.", _
        "The highest rating.", _
        "How many of the highest ratings count as satisfied.")
End Sub

Private Sub DescribeFOLLOWUP_DUE()
    Describe "FOLLOWUP_DUE", "When a customer is due to be contacted again.", Array("The day of the last contact.", _
        "The customer's tier.", _
        "A table of tier and days between contacts.")
End Sub

Private Sub DescribeFOLLOWUP_STATUS()
    Describe "FOLLOWUP_STATUS", "Whether a follow-up is overdue, due, or still some time off.", Array("The day on which the customer is due.", _
        "The day to look from; today if left out.", _
        "How many days ahead count as due.")
End Sub

Private Sub DescribeLOYALTY_POINTS()
    Describe "LOYALTY_POINTS", "Loyalty points for an amount, in whole points.", Array("What was spent; a return is negative and takes its points back.", _
        "Points for each unit of the amount.", _
        "A factor, for example of the loyalty tier or of a campaign.")
End Sub

Private Sub DescribeNPS_SCORE()
    Describe "NPS_SCORE", "The net promoter score of ratings from 0 to 10.", Array("Answers to how likely a recommendation is, 0 to 10; blanks are left out.")
End Sub

Private Sub DescribeRFM_SCORE()
    Describe "RFM_SCORE", "Customers scored by recency, frequency and monetary value.", Array("Days since each customer's last order: fewer is better.", _
        "How many orders.", _
        "How much they spent.", _
        "The best score.")
End Sub

Private Sub DescribePIPELINE_COVERAGE()
    Describe "PIPELINE_COVERAGE", "How much of what is still missing the weighted pipeline covers: 1 is just enough.", Array("The amounts of the open deals.", _
        "The probability of each.", _
        "The target.", _
        "What was reached already.")
End Sub

Private Sub DescribePIPELINE_VALUE()
    Describe "PIPELINE_VALUE", "What the open deals are worth, each weighted by its probability.", Array("The amounts of the deals, 0 or more.", _
        "The probability of each, a fraction from 0 to 1. A row blank in both is no deal.")
End Sub

Private Sub DescribeRISK_EXPECTED_LOSS()
    Describe "RISK_EXPECTED_LOSS", "What a risk costs on average.", Array("A fraction from 0 to 1.", _
        "What it costs when it strikes.")
End Sub

Private Sub DescribeRISK_LEVEL()
    Describe "RISK_LEVEL", "The level of a risk score in a word.", Array("A score, as RISK_SCORE gives it.", _
        "A table of from and label, rising; 1 Low, 5 Medium, 10 High, 17 Critical if left out.")
End Sub

Private Sub DescribeRISK_SCORE()
    Describe "RISK_SCORE", Decoded("The score of a risk on a 5 \u00d7 5 grid: inherent without a control, residual with one."), Array("From 1, rare, to 5, almost certain.", _
        "From 1, minor, to 5, severe.", _
        "How much of the risk the controls take away, a fraction from 0 to 1.")
End Sub

Private Sub DescribeTARGET_AT_RISK()
    Describe "TARGET_AT_RISK", "The loss that is not exceeded with a confidence, when each risk strikes or not by itself.", Array("What each risk costs when it strikes, 0 or more.", _
        "How likely each is, from 0 to 1, as many. A row blank in both is no risk.", _
        "A fraction: 0.95 is exceeded in one case of twenty.", _
        "Taken as in earlier versions; it changes nothing, for nothing is drawn.", _
        "Taken as in earlier versions; it changes nothing.")
End Sub

Private Sub DescribeTARGET_PROBABILITY()
    Describe "TARGET_PROBABILITY", "The chance that the open deals bring what is left of a target, each won or lost by itself.", Array("What is left of the target.", _
        "The amounts of the open deals, 0 or more.", _
        "The probability of each, from 0 to 1. A row blank in both is no deal.")
End Sub

Private Sub DescribeKRI_BREACH_IN()
    Describe "KRI_BREACH_IN", "In how many periods an indicator reaches its threshold if it goes on as it did.", Array("The indicator by period, oldest first; a blank is missing and keeps its place in time.", _
        "The value not to be reached.", _
        "above when high values are bad, below when low ones are.")
End Sub

Private Sub DescribeKRI_STATUS()
    Describe "KRI_STATUS", "The colour of a key risk indicator, in a word; with hysteresis it does not flicker at a threshold.", Array("What was measured.", _
        "The threshold of Amber; it is breached when reached.", _
        "The threshold of Red, on the worse side of amber.", _
        "above when high values are bad, below when low ones are.", _
        "The colour of the period before: Green, Amber or Red.", _
        "How far back past its threshold a value must be before a worse colour is left.")
End Sub

Private Sub DescribeKRI_THRESHOLD()
    Describe "KRI_THRESHOLD", "A threshold for an indicator: the tighter of what its past says and what one is ready to bear.", Array("Twelve or more past values, blanks left out.", _
        "The value that one is ready to bear; the past alone if left out.", _
        "above when high values are bad, below when low ones are.", _
        "How much of the past counts as usual, from 0 to 1, taken from the good side.")
End Sub

Private Sub DescribeKRI_TREND()
    Describe "KRI_TREND", "Where an indicator is going, told by a slope that outliers do not bend.", Array("The indicator by period, oldest first; a blank is missing and keeps its place in time.", _
        "How much of the mean per period still counts as Stable: 0.02 is 2 %.")
End Sub

Private Sub DescribeXLT_EXPLAIN()
    Describe "XLT_EXPLAIN", "Why a formula gives an error value, in a sentence.", Array("The formula as text, as FORMULATEXT gives it.")
End Sub

Private Sub DescribeXLT_VERSION()
    Describe "XLT_VERSION", "The version of the functions in use.", Array()
End Sub
