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
    SEASONAL_INDEX = Answer("SEASONAL_INDEX", Array(history, season))
End Function

Function TARGET_BREAKEVEN(fixed_cost, unit_price, unit_variable_cost, Optional target_profit, Optional tax_rate)
    TARGET_BREAKEVEN = Answer("TARGET_BREAKEVEN", Array(fixed_cost, unit_price, unit_variable_cost, target_profit, tax_rate))
End Function

Function TARGET_CHALLENGE(target, history, Optional method, Optional season)
    TARGET_CHALLENGE = Answer("TARGET_CHALLENGE", Array(target, history, method, season))
End Function

Function TARGET_HISTORY(history, Optional horizon, Optional method, Optional season)
    TARGET_HISTORY = Answer("TARGET_HISTORY", Array(history, horizon, method, season))
End Function

Function TARGET_MARKET(market_size, market_growth, share, Optional share_change)
    TARGET_MARKET = Answer("TARGET_MARKET", Array(market_size, market_growth, share, share_change))
End Function

Function TARGET_BLEND(candidates, weights)
    TARGET_BLEND = Answer("TARGET_BLEND", Array(candidates, weights))
End Function

Function TARGET_CONSENSUS(estimates, Optional method, Optional weights)
    TARGET_CONSENSUS = Answer("TARGET_CONSENSUS", Array(estimates, method, weights))
End Function

Function TARGET_SPREAD(estimates)
    TARGET_SPREAD = Answer("TARGET_SPREAD", Array(estimates))
End Function

Function TARGET_CASCADE(total, keys, weights, Optional decimals)
    TARGET_CASCADE = Answer("TARGET_CASCADE", Array(total, keys, weights, decimals))
End Function

Function TARGET_GRID(total, row_weights, column_weights, Optional decimals)
    TARGET_GRID = Answer("TARGET_GRID", Array(total, row_weights, column_weights, decimals))
End Function

Function TARGET_SPLIT(total, weights, Optional decimals, Optional minimum, Optional maximum)
    TARGET_SPLIT = Answer("TARGET_SPLIT", Array(total, weights, decimals, minimum, maximum))
End Function

Function QUOTA_PRORATE(quota, period_start, period_end, from_, Optional until_, Optional holidays, Optional workdays, Optional weekend)
    QUOTA_PRORATE = Answer("QUOTA_PRORATE", Array(quota, period_start, period_end, from_, until_, holidays, workdays, weekend))
End Function

Function TARGET_REPLAN(targets, actuals, Optional decimals, Optional maximum, Optional release, Optional partial)
    TARGET_REPLAN = Answer("TARGET_REPLAN", Array(targets, actuals, decimals, maximum, release, partial))
End Function

Function RAMP_WEIGHTS(months_in_role, ramp)
    RAMP_WEIGHTS = Answer("RAMP_WEIGHTS", Array(months_in_role, ramp))
End Function

Function SALES_CAPACITY(quotas, attainment, Optional ramp)
    SALES_CAPACITY = Answer("SALES_CAPACITY", Array(quotas, attainment, ramp))
End Function

Function TARGET_OVERASSIGNMENT(parts, total)
    TARGET_OVERASSIGNMENT = Answer("TARGET_OVERASSIGNMENT", Array(parts, total))
End Function

Function SMART_ADVICE(objective, metric, baseline, target, start, due, owner, supports, Optional history, Optional as_of, Optional language)
    Application.Volatile
    SMART_ADVICE = Answer("SMART_ADVICE", Array(objective, metric, baseline, target, start, due, owner, supports, history, as_of, language))
End Function

Function SMART_CHECK(objective, metric, baseline, target, start, due, owner, supports, Optional history, Optional as_of)
    Application.Volatile
    SMART_CHECK = Answer("SMART_CHECK", Array(objective, metric, baseline, target, start, due, owner, supports, history, as_of))
End Function

Function SMART_SCORE(objective, metric, baseline, target, start, due, owner, supports, Optional history, Optional as_of)
    Application.Volatile
    SMART_SCORE = Answer("SMART_SCORE", Array(objective, metric, baseline, target, start, due, owner, supports, history, as_of))
End Function

Function SMART_TEXT(statement)
    SMART_TEXT = Answer("SMART_TEXT", Array(statement))
End Function

Function COMMISSION(amount, tiers, Optional mode, Optional cap, Optional floor, Optional prior, Optional bound, Optional decimals)
    COMMISSION = Answer("COMMISSION", Array(amount, tiers, mode, cap, floor, prior, bound, decimals))
End Function

Function COMMISSION_QUOTA(amount, quota, tiers, Optional mode, Optional cap, Optional floor, Optional prior, Optional bound, Optional decimals)
    COMMISSION_QUOTA = Answer("COMMISSION_QUOTA", Array(amount, quota, tiers, mode, cap, floor, prior, bound, decimals))
End Function

Function COMMISSION_SPLIT(amount, shares, Optional decimals)
    COMMISSION_SPLIT = Answer("COMMISSION_SPLIT", Array(amount, shares, decimals))
End Function

Function TIER_RATE(value, tiers, Optional bound)
    TIER_RATE = Answer("TIER_RATE", Array(value, tiers, bound))
End Function

Function COMMISSION_LEGS(amount, tiers, Optional mode, Optional prior, Optional cap, Optional floor, Optional bound)
    COMMISSION_LEGS = Answer("COMMISSION_LEGS", Array(amount, tiers, mode, prior, cap, floor, bound))
End Function

Function COMMISSION_RUN(amounts, tiers, Optional keys, Optional mode, Optional cap, Optional floor, Optional bound, Optional decimals, Optional quota)
    COMMISSION_RUN = Answer("COMMISSION_RUN", Array(amounts, tiers, keys, mode, cap, floor, bound, decimals, quota))
End Function

Function BONUS_PAYOUT(attainment, schedule, Optional method)
    BONUS_PAYOUT = Answer("BONUS_PAYOUT", Array(attainment, schedule, method))
End Function

Function COMMISSION_CLAWBACK(commission_paid, amount, refunded, days_since, Optional window)
    COMMISSION_CLAWBACK = Answer("COMMISSION_CLAWBACK", Array(commission_paid, amount, refunded, days_since, window))
End Function

Function COMMISSION_DRAW(earned, draw, Optional opening, Optional recoverable)
    COMMISSION_DRAW = Answer("COMMISSION_DRAW", Array(earned, draw, opening, recoverable))
End Function

Function ACHIEVEMENT(actual, target, Optional direction)
    ACHIEVEMENT = Answer("ACHIEVEMENT", Array(actual, target, direction))
End Function

Function ACHIEVEMENT_STATUS(attainment, Optional amber, Optional green)
    ACHIEVEMENT_STATUS = Answer("ACHIEVEMENT_STATUS", Array(attainment, amber, green))
End Function

Function GROWTH_RATE(current, previous)
    GROWTH_RATE = Answer("GROWTH_RATE", Array(current, previous))
End Function

Function FORECAST_FINISH(actuals, targets)
    FORECAST_FINISH = Answer("FORECAST_FINISH", Array(actuals, targets))
End Function

Function REQUIRED_RUN_RATE(actual, target, end_, Optional as_of, Optional holidays, Optional workdays, Optional weekend)
    Application.Volatile
    REQUIRED_RUN_RATE = Answer("REQUIRED_RUN_RATE", Array(actual, target, end_, as_of, holidays, workdays, weekend))
End Function

Function TARGET_PACE(actual, target, start, end_, Optional as_of, Optional profile, Optional holidays, Optional workdays, Optional weekend)
    Application.Volatile
    TARGET_PACE = Answer("TARGET_PACE", Array(actual, target, start, end_, as_of, profile, holidays, workdays, weekend))
End Function

Function WORKDAY_COUNT(start, end_, Optional holidays, Optional workdays, Optional weekend)
    WORKDAY_COUNT = Answer("WORKDAY_COUNT", Array(start, end_, holidays, workdays, weekend))
End Function

Function KPI_COMPOSITE(scores, weights)
    KPI_COMPOSITE = Answer("KPI_COMPOSITE", Array(scores, weights))
End Function

Function KPI_SCORE(actual, target, Optional direction, Optional worst, Optional cap)
    KPI_SCORE = Answer("KPI_SCORE", Array(actual, target, direction, worst, cap))
End Function

Function PEER_INDEX(value, peers)
    PEER_INDEX = Answer("PEER_INDEX", Array(value, peers))
End Function

Function PLAN_FAIRNESS(quotas, potentials, Optional band)
    PLAN_FAIRNESS = Answer("PLAN_FAIRNESS", Array(quotas, potentials, band))
End Function

Function REVIEW_360(ratings, raters, group_weights)
    REVIEW_360 = Answer("REVIEW_360", Array(ratings, raters, group_weights))
End Function

Function VARIANCE_PVM(base_price, base_quantity, actual_price, actual_quantity, Optional convention)
    VARIANCE_PVM = Answer("VARIANCE_PVM", Array(base_price, base_quantity, actual_price, actual_quantity, convention))
End Function

Function BAND_GRADE(value, bands)
    BAND_GRADE = Answer("BAND_GRADE", Array(value, bands))
End Function

Function CSAT_SCORE(ratings, Optional scale_, Optional top)
    CSAT_SCORE = Answer("CSAT_SCORE", Array(ratings, scale_, top))
End Function

Function FOLLOWUP_DUE(last_contact, tier, cadence)
    FOLLOWUP_DUE = Answer("FOLLOWUP_DUE", Array(last_contact, tier, cadence))
End Function

Function FOLLOWUP_STATUS(due, Optional as_of, Optional warn_days)
    Application.Volatile
    FOLLOWUP_STATUS = Answer("FOLLOWUP_STATUS", Array(due, as_of, warn_days))
End Function

Function LOYALTY_POINTS(amount, points_per_unit, Optional multiplier)
    LOYALTY_POINTS = Answer("LOYALTY_POINTS", Array(amount, points_per_unit, multiplier))
End Function

Function NPS_SCORE(ratings)
    NPS_SCORE = Answer("NPS_SCORE", Array(ratings))
End Function

Function RFM_SCORE(recency_days, frequency, monetary, Optional bins)
    RFM_SCORE = Answer("RFM_SCORE", Array(recency_days, frequency, monetary, bins))
End Function

Function PIPELINE_COVERAGE(amounts, probabilities, target, Optional actual)
    PIPELINE_COVERAGE = Answer("PIPELINE_COVERAGE", Array(amounts, probabilities, target, actual))
End Function

Function PIPELINE_VALUE(amounts, probabilities)
    PIPELINE_VALUE = Answer("PIPELINE_VALUE", Array(amounts, probabilities))
End Function

Function RISK_EXPECTED_LOSS(probability, loss)
    RISK_EXPECTED_LOSS = Answer("RISK_EXPECTED_LOSS", Array(probability, loss))
End Function

Function RISK_LEVEL(score, Optional bands)
    RISK_LEVEL = Answer("RISK_LEVEL", Array(score, bands))
End Function

Function RISK_SCORE(likelihood, impact, Optional control)
    RISK_SCORE = Answer("RISK_SCORE", Array(likelihood, impact, control))
End Function

Function TARGET_AT_RISK(losses, probabilities, Optional confidence, Optional trials, Optional seed)
    TARGET_AT_RISK = Answer("TARGET_AT_RISK", Array(losses, probabilities, confidence, trials, seed))
End Function

Function TARGET_PROBABILITY(remaining, amounts, probabilities)
    TARGET_PROBABILITY = Answer("TARGET_PROBABILITY", Array(remaining, amounts, probabilities))
End Function

Function KRI_BREACH_IN(values, threshold, Optional direction)
    KRI_BREACH_IN = Answer("KRI_BREACH_IN", Array(values, threshold, direction))
End Function

Function KRI_STATUS(value, amber, red, Optional direction, Optional previous, Optional hysteresis)
    KRI_STATUS = Answer("KRI_STATUS", Array(value, amber, red, direction, previous, hysteresis))
End Function

Function KRI_THRESHOLD(history, Optional appetite, Optional direction, Optional percentile)
    KRI_THRESHOLD = Answer("KRI_THRESHOLD", Array(history, appetite, direction, percentile))
End Function

Function KRI_TREND(values, Optional tolerance)
    KRI_TREND = Answer("KRI_TREND", Array(values, tolerance))
End Function

Function XLT_EXPLAIN(formula_text)
    XLT_EXPLAIN = Answer("XLT_EXPLAIN", Array(formula_text))
End Function

Function XLT_VERSION()
    XLT_VERSION = Answer("XLT_VERSION", Array())
End Function
