Option Explicit
' The worksheet functions of xlTargets: each hands its arguments to Python in one call.
' Written by "xltargets addin build" from the package's registry; changes here are lost with the next build.

Private Function Answer(ByVal Name As String, ByVal Arguments As Variant) As Variant
    On Error GoTo Failed
    Answer = WithErrors(XLPy.CallUDF("xltargets.hosts.excel.addin", Name, CellValues(Arguments), ActiveWorkbook, Application.Caller))
    Exit Function
Failed:
    ' Python did not start or answer. Text here would be skipped by SUM, so it is an error value; the ribbon's Help
    ' button and "xltargets doctor" say why.
    Answer = CVErr(xlErrValue)
End Function

Function SEASONAL_INDEX(history, Optional season)
Attribute SEASONAL_INDEX.VB_Description = "The season of a series: how much above or below the average each position of the season lies."
Attribute SEASONAL_INDEX.VB_ProcData.VB_Invoke_Func = " \n14"
    SEASONAL_INDEX = Answer("SEASONAL_INDEX", Array(history, season))
End Function

Function TARGET_BREAKEVEN(fixed_cost, unit_price, unit_variable_cost, Optional target_profit, Optional tax_rate)
Attribute TARGET_BREAKEVEN.VB_Description = "The revenue at which costs are covered, and a profit after tax if one is wanted."
Attribute TARGET_BREAKEVEN.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_BREAKEVEN = Answer("TARGET_BREAKEVEN", Array(fixed_cost, unit_price, unit_variable_cost, target_profit, tax_rate))
End Function

Function TARGET_CHALLENGE(target, history, Optional method, Optional season)
Attribute TARGET_CHALLENGE.VB_Description = "How challenging a target is, measured by how well the history lets itself be forecast."
Attribute TARGET_CHALLENGE.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_CHALLENGE = Answer("TARGET_CHALLENGE", Array(target, history, method, season))
End Function

Function TARGET_HISTORY(history, Optional horizon, Optional method, Optional season)
Attribute TARGET_HISTORY.VB_Description = "A forecast of the next periods from a history."
Attribute TARGET_HISTORY.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_HISTORY = Answer("TARGET_HISTORY", Array(history, horizon, method, season))
End Function

Function TARGET_MARKET(market_size, market_growth, share, Optional share_change)
Attribute TARGET_MARKET.VB_Description = "A target from market research, top down: the market as it will be, times the share aimed at."
Attribute TARGET_MARKET.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_MARKET = Answer("TARGET_MARKET", Array(market_size, market_growth, share, share_change))
End Function

Function TARGET_BLEND(candidates, weights)
Attribute TARGET_BLEND.VB_Description = "Several candidate targets in one: from the market, history, costs and the team, each with its weight."
Attribute TARGET_BLEND.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_BLEND = Answer("TARGET_BLEND", Array(candidates, weights))
End Function

Function TARGET_CONSENSUS(estimates, Optional method, Optional weights)
Attribute TARGET_CONSENSUS.VB_Description = "The team's estimates in one figure."
Attribute TARGET_CONSENSUS.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_CONSENSUS = Answer("TARGET_CONSENSUS", Array(estimates, method, weights))
End Function

Function TARGET_SPREAD(estimates)
Attribute TARGET_SPREAD.VB_Description = "How far the team agrees: median, interquartile range and standard deviation of its estimates."
Attribute TARGET_SPREAD.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_SPREAD = Answer("TARGET_SPREAD", Array(estimates))
End Function

Function TARGET_CASCADE(total, keys, weights, Optional decimals)
Attribute TARGET_CASCADE.VB_Description = "Split a total level by level, so that each group's members sum exactly to the group's own part."
Attribute TARGET_CASCADE.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_CASCADE = Answer("TARGET_CASCADE", Array(total, keys, weights, decimals))
End Function

Function TARGET_GRID(total, row_weights, column_weights, Optional decimals, Optional fixed, Optional first)
Attribute TARGET_GRID.VB_Description = "Split a total over rows and columns at once, exact on both margins."
Attribute TARGET_GRID.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_GRID = Answer("TARGET_GRID", Array(total, row_weights, column_weights, decimals, fixed, first))
End Function

Function TARGET_SPLIT(total, weights, Optional decimals, Optional minimum, Optional maximum)
Attribute TARGET_SPLIT.VB_Description = "Split a total in proportion to weights, in whole units that sum exactly to the rounded total."
Attribute TARGET_SPLIT.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_SPLIT = Answer("TARGET_SPLIT", Array(total, weights, decimals, minimum, maximum))
End Function

Function QUOTA_PRORATE(quota, period_start, period_end, from_, Optional until_, Optional holidays, Optional workdays, Optional weekend)
Attribute QUOTA_PRORATE.VB_Description = "The part of a period's quota for the working days in which a person belongs to the unit."
Attribute QUOTA_PRORATE.VB_ProcData.VB_Invoke_Func = " \n14"
    QUOTA_PRORATE = Answer("QUOTA_PRORATE", Array(quota, period_start, period_end, from_, until_, holidays, workdays, weekend))
End Function

Function TARGET_REPLAN(targets, actuals, Optional decimals, Optional maximum, Optional release, Optional partial)
Attribute TARGET_REPLAN.VB_Description = "Re-plan the open periods after some are known, so that the year still sums to its total."
Attribute TARGET_REPLAN.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_REPLAN = Answer("TARGET_REPLAN", Array(targets, actuals, decimals, maximum, release, partial))
End Function

Function RAMP_WEIGHTS(months_in_role, ramp)
Attribute RAMP_WEIGHTS.VB_Description = "The share of a full quota for a person in their n-th month in the role."
Attribute RAMP_WEIGHTS.VB_ProcData.VB_Invoke_Func = " \n14"
    RAMP_WEIGHTS = Answer("RAMP_WEIGHTS", Array(months_in_role, ramp))
End Function

Function SALES_CAPACITY(quotas, attainment, Optional ramp)
Attribute SALES_CAPACITY.VB_Description = "What the team can be expected to bring: quota x expected attainment x ramp share over the people."
Attribute SALES_CAPACITY.VB_ProcData.VB_Invoke_Func = " \n14"
    SALES_CAPACITY = Answer("SALES_CAPACITY", Array(quotas, attainment, ramp))
End Function

Function TARGET_OVERASSIGNMENT(parts, total)
Attribute TARGET_OVERASSIGNMENT.VB_Description = "The cushion that a level of management has added: how far the parts exceed the total."
Attribute TARGET_OVERASSIGNMENT.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_OVERASSIGNMENT = Answer("TARGET_OVERASSIGNMENT", Array(parts, total))
End Function

Function SMART_ADVICE(objective, metric, baseline, target, start, due, owner, supports, Optional history, Optional as_of, Optional language)
Attribute SMART_ADVICE.VB_Description = "What to write so that an objective passes SMART_CHECK: one sentence for each criterion that did not."
Attribute SMART_ADVICE.VB_ProcData.VB_Invoke_Func = " \n14"
    Application.Volatile
    SMART_ADVICE = Answer("SMART_ADVICE", Array(objective, metric, baseline, target, start, due, owner, supports, history, as_of, language))
End Function

Function SMART_CHECK(objective, metric, baseline, target, start, due, owner, supports, Optional history, Optional as_of)
Attribute SMART_CHECK.VB_Description = "Judge an objective by its row of fields: specific, measurable, achievable, relevant, time-bound."
Attribute SMART_CHECK.VB_ProcData.VB_Invoke_Func = " \n14"
    Application.Volatile
    SMART_CHECK = Answer("SMART_CHECK", Array(objective, metric, baseline, target, start, due, owner, supports, history, as_of))
End Function

Function SMART_SCORE(objective, metric, baseline, target, start, due, owner, supports, Optional history, Optional as_of)
Attribute SMART_SCORE.VB_Description = "The score of SMART_CHECK, from 0 to 100."
Attribute SMART_SCORE.VB_ProcData.VB_Invoke_Func = " \n14"
    Application.Volatile
    SMART_SCORE = Answer("SMART_SCORE", Array(objective, metric, baseline, target, start, due, owner, supports, history, as_of))
End Function

Function SMART_TEXT(statement)
Attribute SMART_TEXT.VB_Description = "Judge a target written as one sentence, in English or Chinese (simplified or traditional)."
Attribute SMART_TEXT.VB_ProcData.VB_Invoke_Func = " \n14"
    SMART_TEXT = Answer("SMART_TEXT", Array(statement))
End Function

Function COMMISSION(amount, tiers, Optional mode, Optional cap, Optional floor, Optional prior, Optional bound, Optional decimals)
Attribute COMMISSION.VB_Description = "The commission on an amount by a table of tiers, after what was already attained in the period."
Attribute COMMISSION.VB_ProcData.VB_Invoke_Func = " \n14"
    COMMISSION = Answer("COMMISSION", Array(amount, tiers, mode, cap, floor, prior, bound, decimals))
End Function

Function COMMISSION_QUOTA(amount, quota, tiers, Optional mode, Optional cap, Optional floor, Optional prior, Optional bound, Optional decimals)
Attribute COMMISSION_QUOTA.VB_Description = "The commission on an amount by tiers of quota attainment: accelerators above, decelerators below."
Attribute COMMISSION_QUOTA.VB_ProcData.VB_Invoke_Func = " \n14"
    COMMISSION_QUOTA = Answer("COMMISSION_QUOTA", Array(amount, quota, tiers, mode, cap, floor, prior, bound, decimals))
End Function

Function COMMISSION_SPLIT(amount, shares, Optional decimals)
Attribute COMMISSION_SPLIT.VB_Description = "Split credit: one amount shared by several people, summing exactly."
Attribute COMMISSION_SPLIT.VB_ProcData.VB_Invoke_Func = " \n14"
    COMMISSION_SPLIT = Answer("COMMISSION_SPLIT", Array(amount, shares, decimals))
End Function

Function TIER_RATE(value, tiers, Optional bound)
Attribute TIER_RATE.VB_Description = "The rate of the tier that an amount or an attainment reaches."
Attribute TIER_RATE.VB_ProcData.VB_Invoke_Func = " \n14"
    TIER_RATE = Answer("TIER_RATE", Array(value, tiers, bound))
End Function

Function COMMISSION_LEGS(amount, tiers, Optional mode, Optional prior, Optional cap, Optional floor, Optional bound)
Attribute COMMISSION_LEGS.VB_Description = "How a commission comes about: one row for each tier touched, and a last one for what cap or floor changes."
Attribute COMMISSION_LEGS.VB_ProcData.VB_Invoke_Func = " \n14"
    COMMISSION_LEGS = Answer("COMMISSION_LEGS", Array(amount, tiers, mode, prior, cap, floor, bound))
End Function

Function COMMISSION_RUN(amounts, tiers, Optional keys, Optional mode, Optional cap, Optional floor, Optional bound, Optional decimals, Optional quota)
Attribute COMMISSION_RUN.VB_Description = "The commission of each line of a list of deals and refunds, each key's tiers running on from line to line."
Attribute COMMISSION_RUN.VB_ProcData.VB_Invoke_Func = " \n14"
    COMMISSION_RUN = Answer("COMMISSION_RUN", Array(amounts, tiers, keys, mode, cap, floor, bound, decimals, quota))
End Function

Function BONUS_PAYOUT(attainment, schedule, Optional method)
Attribute BONUS_PAYOUT.VB_Description = "The bonus for an attainment by a payout curve."
Attribute BONUS_PAYOUT.VB_ProcData.VB_Invoke_Func = " \n14"
    BONUS_PAYOUT = Answer("BONUS_PAYOUT", Array(attainment, schedule, method))
End Function

Function COMMISSION_CLAWBACK(commission_paid, amount, refunded, days_since, Optional window)
Attribute COMMISSION_CLAWBACK.VB_Description = "Commission to take back when a customer gets money back."
Attribute COMMISSION_CLAWBACK.VB_ProcData.VB_Invoke_Func = " \n14"
    COMMISSION_CLAWBACK = Answer("COMMISSION_CLAWBACK", Array(commission_paid, amount, refunded, days_since, window))
End Function

Function COMMISSION_DRAW(earned, draw, Optional opening, Optional recoverable)
Attribute COMMISSION_DRAW.VB_Description = "A draw against commission, period by period: what is paid out, and what is owed at the end."
Attribute COMMISSION_DRAW.VB_ProcData.VB_Invoke_Func = " \n14"
    COMMISSION_DRAW = Answer("COMMISSION_DRAW", Array(earned, draw, opening, recoverable))
End Function

Function ACHIEVEMENT(actual, target, Optional direction)
Attribute ACHIEVEMENT.VB_Description = "Attainment of a target: 1 is 100 %."
Attribute ACHIEVEMENT.VB_ProcData.VB_Invoke_Func = " \n14"
    ACHIEVEMENT = Answer("ACHIEVEMENT", Array(actual, target, direction))
End Function

Function ACHIEVEMENT_STATUS(attainment, Optional amber, Optional green)
Attribute ACHIEVEMENT_STATUS.VB_Description = "The colour of an attainment, in a word."
Attribute ACHIEVEMENT_STATUS.VB_ProcData.VB_Invoke_Func = " \n14"
    ACHIEVEMENT_STATUS = Answer("ACHIEVEMENT_STATUS", Array(attainment, amber, green))
End Function

Function GROWTH_RATE(current, previous)
Attribute GROWTH_RATE.VB_Description = "Growth on a previous period; its sign is right for a negative previous too."
Attribute GROWTH_RATE.VB_ProcData.VB_Invoke_Func = " \n14"
    GROWTH_RATE = Answer("GROWTH_RATE", Array(current, previous))
End Function

Function FORECAST_FINISH(actuals, targets)
Attribute FORECAST_FINISH.VB_Description = "Where the year ends if the open periods attain what the periods so far did."
Attribute FORECAST_FINISH.VB_ProcData.VB_Invoke_Func = " \n14"
    FORECAST_FINISH = Answer("FORECAST_FINISH", Array(actuals, targets))
End Function

Function REQUIRED_RUN_RATE(actual, target, end_, Optional as_of, Optional holidays, Optional workdays, Optional weekend)
Attribute REQUIRED_RUN_RATE.VB_Description = "What each remaining working day must bring to meet the target."
Attribute REQUIRED_RUN_RATE.VB_ProcData.VB_Invoke_Func = " \n14"
    Application.Volatile
    REQUIRED_RUN_RATE = Answer("REQUIRED_RUN_RATE", Array(actual, target, end_, as_of, holidays, workdays, weekend))
End Function

Function TARGET_PACE(actual, target, start, end_, Optional as_of, Optional profile, Optional holidays, Optional workdays, Optional weekend)
Attribute TARGET_PACE.VB_Description = "Attainment against the share of the target that is due by a day: 1 is on pace."
Attribute TARGET_PACE.VB_ProcData.VB_Invoke_Func = " \n14"
    Application.Volatile
    TARGET_PACE = Answer("TARGET_PACE", Array(actual, target, start, end_, as_of, profile, holidays, workdays, weekend))
End Function

Function WORKDAY_COUNT(start, end_, Optional holidays, Optional workdays, Optional weekend)
Attribute WORKDAY_COUNT.VB_Description = "The working days from a day to another, both included."
Attribute WORKDAY_COUNT.VB_ProcData.VB_Invoke_Func = " \n14"
    WORKDAY_COUNT = Answer("WORKDAY_COUNT", Array(start, end_, holidays, workdays, weekend))
End Function

Function KPI_COMPOSITE(scores, weights)
Attribute KPI_COMPOSITE.VB_Description = "The weighted mean of scores; a blank score drops out with its weight."
Attribute KPI_COMPOSITE.VB_ProcData.VB_Invoke_Func = " \n14"
    KPI_COMPOSITE = Answer("KPI_COMPOSITE", Array(scores, weights))
End Function

Function KPI_SCORE(actual, target, Optional direction, Optional worst, Optional cap)
Attribute KPI_SCORE.VB_Description = "The score of a KPI between its worst value (0) and its target (1)."
Attribute KPI_SCORE.VB_ProcData.VB_Invoke_Func = " \n14"
    KPI_SCORE = Answer("KPI_SCORE", Array(actual, target, direction, worst, cap))
End Function

Function PEER_INDEX(value, peers)
Attribute PEER_INDEX.VB_Description = "How one stands among peers: index to their mean, rank, and percentile."
Attribute PEER_INDEX.VB_ProcData.VB_Invoke_Func = " \n14"
    PEER_INDEX = Answer("PEER_INDEX", Array(value, peers))
End Function

Function PLAN_FAIRNESS(quotas, potentials, Optional band)
Attribute PLAN_FAIRNESS.VB_Description = "How fairly quotas follow the potential of those who carry them."
Attribute PLAN_FAIRNESS.VB_ProcData.VB_Invoke_Func = " \n14"
    PLAN_FAIRNESS = Answer("PLAN_FAIRNESS", Array(quotas, potentials, band))
End Function

Function REVIEW_360(ratings, raters, group_weights)
Attribute REVIEW_360.VB_Description = "A 360-degree review in one figure: the mean of each rater group, weighted over the groups present."
Attribute REVIEW_360.VB_ProcData.VB_Invoke_Func = " \n14"
    REVIEW_360 = Answer("REVIEW_360", Array(ratings, raters, group_weights))
End Function

Function VARIANCE_PVM(base_price, base_quantity, actual_price, actual_quantity, Optional convention)
Attribute VARIANCE_PVM.VB_Description = "A change in revenue told apart: price, volume and mix for each line."
Attribute VARIANCE_PVM.VB_ProcData.VB_Invoke_Func = " \n14"
    VARIANCE_PVM = Answer("VARIANCE_PVM", Array(base_price, base_quantity, actual_price, actual_quantity, convention))
End Function

Function BAND_GRADE(value, bands)
Attribute BAND_GRADE.VB_Description = "The label of the band that a value reaches: a loyalty tier, a credit grade, a level."
Attribute BAND_GRADE.VB_ProcData.VB_Invoke_Func = " \n14"
    BAND_GRADE = Answer("BAND_GRADE", Array(value, bands))
End Function

Function CSAT_SCORE(ratings, Optional scale_, Optional top)
Attribute CSAT_SCORE.VB_Description = "The share of satisfied customers: those who answered in the top of the scale."
Attribute CSAT_SCORE.VB_ProcData.VB_Invoke_Func = " \n14"
    CSAT_SCORE = Answer("CSAT_SCORE", Array(ratings, scale_, top))
End Function

Function FOLLOWUP_DUE(last_contact, tier, cadence)
Attribute FOLLOWUP_DUE.VB_Description = "When a customer is due to be contacted again."
Attribute FOLLOWUP_DUE.VB_ProcData.VB_Invoke_Func = " \n14"
    FOLLOWUP_DUE = Answer("FOLLOWUP_DUE", Array(last_contact, tier, cadence))
End Function

Function FOLLOWUP_STATUS(due, Optional as_of, Optional warn_days)
Attribute FOLLOWUP_STATUS.VB_Description = "Whether a follow-up is overdue, due, or still some time off."
Attribute FOLLOWUP_STATUS.VB_ProcData.VB_Invoke_Func = " \n14"
    Application.Volatile
    FOLLOWUP_STATUS = Answer("FOLLOWUP_STATUS", Array(due, as_of, warn_days))
End Function

Function LOYALTY_POINTS(amount, points_per_unit, Optional multiplier)
Attribute LOYALTY_POINTS.VB_Description = "Loyalty points for an amount, in whole points."
Attribute LOYALTY_POINTS.VB_ProcData.VB_Invoke_Func = " \n14"
    LOYALTY_POINTS = Answer("LOYALTY_POINTS", Array(amount, points_per_unit, multiplier))
End Function

Function NPS_SCORE(ratings)
Attribute NPS_SCORE.VB_Description = "The net promoter score of ratings from 0 to 10."
Attribute NPS_SCORE.VB_ProcData.VB_Invoke_Func = " \n14"
    NPS_SCORE = Answer("NPS_SCORE", Array(ratings))
End Function

Function RFM_SCORE(recency_days, frequency, monetary, Optional bins)
Attribute RFM_SCORE.VB_Description = "Customers scored by recency, frequency and monetary value."
Attribute RFM_SCORE.VB_ProcData.VB_Invoke_Func = " \n14"
    RFM_SCORE = Answer("RFM_SCORE", Array(recency_days, frequency, monetary, bins))
End Function

Function PIPELINE_COVERAGE(amounts, probabilities, target, Optional actual)
Attribute PIPELINE_COVERAGE.VB_Description = "How much of what is still missing the weighted pipeline covers: 1 is just enough."
Attribute PIPELINE_COVERAGE.VB_ProcData.VB_Invoke_Func = " \n14"
    PIPELINE_COVERAGE = Answer("PIPELINE_COVERAGE", Array(amounts, probabilities, target, actual))
End Function

Function PIPELINE_VALUE(amounts, probabilities)
Attribute PIPELINE_VALUE.VB_Description = "What the open deals are worth, each weighted by its probability."
Attribute PIPELINE_VALUE.VB_ProcData.VB_Invoke_Func = " \n14"
    PIPELINE_VALUE = Answer("PIPELINE_VALUE", Array(amounts, probabilities))
End Function

Function RISK_EXPECTED_LOSS(probability, loss)
Attribute RISK_EXPECTED_LOSS.VB_Description = "What a risk costs on average."
Attribute RISK_EXPECTED_LOSS.VB_ProcData.VB_Invoke_Func = " \n14"
    RISK_EXPECTED_LOSS = Answer("RISK_EXPECTED_LOSS", Array(probability, loss))
End Function

Function RISK_LEVEL(score, Optional bands)
Attribute RISK_LEVEL.VB_Description = "The level of a risk score in a word."
Attribute RISK_LEVEL.VB_ProcData.VB_Invoke_Func = " \n14"
    RISK_LEVEL = Answer("RISK_LEVEL", Array(score, bands))
End Function

Function RISK_SCORE(likelihood, impact, Optional control)
Attribute RISK_SCORE.VB_Description = "The score of a risk on a 5 x 5 grid: inherent without a control, residual with one."
Attribute RISK_SCORE.VB_ProcData.VB_Invoke_Func = " \n14"
    RISK_SCORE = Answer("RISK_SCORE", Array(likelihood, impact, control))
End Function

Function TARGET_AT_RISK(losses, probabilities, Optional confidence, Optional trials, Optional seed)
Attribute TARGET_AT_RISK.VB_Description = "The loss that is not exceeded with a confidence, when each risk strikes or not by itself."
Attribute TARGET_AT_RISK.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_AT_RISK = Answer("TARGET_AT_RISK", Array(losses, probabilities, confidence, trials, seed))
End Function

Function TARGET_PROBABILITY(remaining, amounts, probabilities)
Attribute TARGET_PROBABILITY.VB_Description = "The chance that the open deals bring what is left of a target, each won or lost by itself."
Attribute TARGET_PROBABILITY.VB_ProcData.VB_Invoke_Func = " \n14"
    TARGET_PROBABILITY = Answer("TARGET_PROBABILITY", Array(remaining, amounts, probabilities))
End Function

Function KRI_BREACH_IN(values, threshold, Optional direction)
Attribute KRI_BREACH_IN.VB_Description = "In how many periods an indicator reaches its threshold if it goes on as it did."
Attribute KRI_BREACH_IN.VB_ProcData.VB_Invoke_Func = " \n14"
    KRI_BREACH_IN = Answer("KRI_BREACH_IN", Array(values, threshold, direction))
End Function

Function KRI_STATUS(value, amber, red, Optional direction, Optional previous, Optional hysteresis)
Attribute KRI_STATUS.VB_Description = "The colour of a key risk indicator, in a word; with hysteresis it does not flicker at a threshold."
Attribute KRI_STATUS.VB_ProcData.VB_Invoke_Func = " \n14"
    KRI_STATUS = Answer("KRI_STATUS", Array(value, amber, red, direction, previous, hysteresis))
End Function

Function KRI_THRESHOLD(history, Optional appetite, Optional direction, Optional percentile)
Attribute KRI_THRESHOLD.VB_Description = "A threshold for an indicator: the tighter of what its past says and what one is ready to bear."
Attribute KRI_THRESHOLD.VB_ProcData.VB_Invoke_Func = " \n14"
    KRI_THRESHOLD = Answer("KRI_THRESHOLD", Array(history, appetite, direction, percentile))
End Function

Function KRI_TREND(values, Optional tolerance)
Attribute KRI_TREND.VB_Description = "Where an indicator is going, told by a slope that outliers do not bend."
Attribute KRI_TREND.VB_ProcData.VB_Invoke_Func = " \n14"
    KRI_TREND = Answer("KRI_TREND", Array(values, tolerance))
End Function

Function XLT_EXPLAIN(formula_text)
Attribute XLT_EXPLAIN.VB_Description = "Why a formula gives an error value, in a sentence."
Attribute XLT_EXPLAIN.VB_ProcData.VB_Invoke_Func = " \n14"
    XLT_EXPLAIN = Answer("XLT_EXPLAIN", Array(formula_text, Nothing))
End Function

Function XLT_VERSION()
Attribute XLT_VERSION.VB_Description = "The version of the functions in use."
Attribute XLT_VERSION.VB_ProcData.VB_Invoke_Func = " \n14"
    XLT_VERSION = Answer("XLT_VERSION", Array())
End Function
