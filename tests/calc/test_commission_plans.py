"""Published plans, worked through by hand: the figures are the publications', the steps between them are shown."""

from __future__ import annotations

import pytest

from xltargets.calc import commission, commission_legs, commission_quota, commission_run, tier_rate


def test_saas_accelerators() -> None:
    """comish.online, blog, 'Tiered Commission Structures': a quarter's quota of $375,000, $500,000 closed.

    6 % to quota, 8 % to 125 %, 10 % to 150 %, 12 % above: an effective rate of 6.625 %, which is $33,125.
    """
    quota, tiers = 375_000, [[0, 0.06], [1, 0.08], [1.25, 0.10], [1.5, 0.12]]
    paid = commission_quota(500_000, quota, tiers)
    assert paid == pytest.approx(33_125)
    assert paid / 500_000 == pytest.approx(0.06625)
    in_money = [[at * quota, rate] for at, rate in tiers]
    legs = commission_legs(500_000, in_money)
    # First 375,000 at 6 %, next 93,750 at 8 %, remaining 31,250 at 10 %.
    assert legs[:, 2].tolist() == [375_000, 93_750, 31_250]
    assert legs[:, 4].tolist() == pytest.approx([22_500, 7_500, 3_125])
    # The same quarter as four deals: 350,000 at 6 %; 25,000 at 6 % and 75,000 at 8 %; 18,750 at 8 % and 31,250 at 10 %.
    deals = commission_run([200_000, 150_000, 100_000, 50_000], tiers, decimals=2, quota=quota)
    assert deals.tolist() == [12_000, 9_000, 7_500, 4_625]


def test_the_tiers_of_a_distributor() -> None:
    """Epicor Eclipse, which wholesale distributors run: help page PRICE_CON_TieredCommissionPlanDetails.

    2 % to 200, 3 % to 500, 4 % to 1,000, 5.5 % above, on 1,200: 4 + 9 + 20 + 11 = 44; 'without tiered' 66.
    """
    tiers = [[0, 0.02], [200, 0.03], [500, 0.04], [1_000, 0.055]]
    assert commission(1_200, tiers) == pytest.approx(44)
    assert commission_legs(1_200, tiers)[:, 4].tolist() == pytest.approx([4, 9, 20, 11])
    assert commission(1_200, tiers, "retroactive") == pytest.approx(66)
    # As four orders, the second given back in the end: what is left is what 700 bring, 4 + 9 + 8.
    found = commission_run([300, 500, 200, 200, -500], tiers, decimals=2)
    assert found.tolist() == [7, 6 + 12, 8, 11, -23]
    assert found.sum() == 21


def test_stepped_bands_of_a_medical_device_plan() -> None:
    """sparrowgenie.com, 'Non-Retroactive Commission': $600,000 in a quarter bring 9,000 + 10,000 + 7,000 = $26,000."""
    tiers = [[0, 0.03], [300_000, 0.05], [500_000, 0.07]]
    assert commission_legs(600_000, tiers)[:, 4].tolist() == pytest.approx([9_000, 10_000, 7_000])
    assert commission(600_000, tiers) == pytest.approx(26_000)


def test_monthly_increments_of_a_hundred_thousand() -> None:
    """mrexcel.com 1209088, 'Tiered Commission - With A Max / Cap for each Tier': 10 % to 17 %, $108,000 at 800,000."""
    tiers = [[100_000 * step, (10 + step) / 100] for step in range(8)]
    assert commission(800_000, tiers) == pytest.approx(108_000)


def test_a_quarterly_retroactive_plan() -> None:
    """sparrowgenie.com, 'Retroactive Commission': 5 %, and 7 % on all sales of the quarter from $1,000,000 on.

    'If total sales >= threshold, then commission = enhanced rate × total sales.'
    """
    tiers = [[0, 0.05], [1_000_000, 0.07]]
    assert commission([900_000, 1_000_000, 1_200_000], tiers, "retroactive").tolist() == pytest.approx(
        [45_000, 70_000, 84_000]
    )
    # Month by month: June reaches the threshold, and pays its own 21,000 and 2 % of the 800,000 before.
    quarters = ["Q2", "Q2", "Q2", "Q3"]
    found = commission_run([400_000, 400_000, 300_000, 400_000], tiers, quarters, "retroactive", decimals=2)
    assert found.tolist() == [20_000, 20_000, 21_000 + 16_000, 20_000]
    # A customer gives 200,000 back: the quarter falls to 900,000, of which 45,000 are due.
    back = commission(-200_000, tiers, "retroactive", prior=1_100_000, decimals=2)
    assert back == 45_000 - 77_000


def test_retroactive_beside_incremental() -> None:
    """earnbase.no, glossary, 'Retroactive Tier Jumping': 50 %, 60 % from $100K; $180K bring $108K, not $98K."""
    tiers = [[0, 0.5], [100_000, 0.6]]
    assert commission(180_000, tiers, "retroactive") == pytest.approx(108_000)
    assert commission(180_000, tiers) == pytest.approx(98_000)


def test_totals_over_a_milestone() -> None:
    """techrepublic.com, 'How to calculate bonuses and commissions in Excel': 2 %, over 50,000 2.5 %, over 80,000 3 %.

    'The percentage is paid on all totals once the benchmark is met'; a total of 50,000 itself still has 2 %.
    """
    tiers = [[0, 0.02], [50_000, 0.025], [80_000, 0.03]]
    totals = [50_000, 50_001, 80_000, 80_001]
    assert tier_rate(totals, tiers, "above").tolist() == [0.02, 0.025, 0.025, 0.03]
    assert commission(totals, tiers, "retroactive", bound="above").tolist() == pytest.approx(
        [1_000, 1_250.025, 2_000, 2_400.03]
    )


def test_a_kicker_for_a_large_deal() -> None:
    """prowi.io, glossary, 'Kicker': 8 % and $1,500 for deals over $100,000; $120,000 bring 9,600 + 1,500.

    The third column holds what is due at the start: 8 % of 100,000 and the kicker.
    """
    tiers = [[0, 0.08, 0], [100_000, 0.08, 9_500]]
    assert commission(120_000, tiers, bound="above") == pytest.approx(9_600 + 1_500)
    assert commission(100_000, tiers, bound="above") == pytest.approx(8_000), "over, not from"
    legs = commission_legs(120_000, tiers, bound="above")
    assert legs[:, 4].tolist() == pytest.approx([8_000, 1_600 + 1_500])


def test_a_kicker_for_the_quota() -> None:
    """quotapath.com, glossary, 'Kicker': 10 % commission, and a $1,000 bonus for closing $100,000."""
    tiers = [[0, 0.1, 0], [100_000, 0.1, 11_000]]
    found = commission_run([60_000, 40_000, 5_000, -10_000], tiers, decimals=2)
    # The deal that closes the 100,000 brings the bonus; a refund to 95,000 takes it back with its own 10 %.
    assert found.tolist() == [6_000, 4_000 + 1_000, 500, -1_000 - 1_000]
    by_quota = commission_quota(105_000, 100_000, [[0, 0.1, 0], [1, 0.1, 11_000]])
    assert by_quota == pytest.approx(10_500 + 1_000)


def test_a_minimum_commission() -> None:
    """mikesalkin.com, examples.txt: 1 % to $300,000 and 0.5 % above, $1,000 at least; five published amounts."""
    tiers = [[0, 0.01], [300_000, 0.005]]
    prices = [50_000, 100_000, 200_000, 400_000, 800_000]
    assert commission(prices, tiers, floor=1_000).tolist() == pytest.approx([1_000, 1_000, 2_000, 3_500, 5_500])
