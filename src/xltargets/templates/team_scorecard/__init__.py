"""The team scorecard: who is in the team, what each brings and earns, and who needs help. Declarations only."""

from __future__ import annotations

from xltargets.templates.common import LOADED_SHEET, WORKDAYS_SHEET, Holidays
from xltargets.templates.schema import Role, Sheet, Template, _
from xltargets.templates.team_scorecard.actuals import Actuals
from xltargets.templates.team_scorecard.adjustments import Adjustments
from xltargets.templates.team_scorecard.analysis import ACTIVITY_CHART, LINES_CHART, Lines, Mix, Months, Relation
from xltargets.templates.team_scorecard.awards import Awards
from xltargets.templates.team_scorecard.carried import Carried
from xltargets.templates.team_scorecard.closed import Closed
from xltargets.templates.team_scorecard.commission import Commission
from xltargets.templates.team_scorecard.credit_lines import CreditLines
from xltargets.templates.team_scorecard.credits import Credits
from xltargets.templates.team_scorecard.disputes import Agreed, Disputes
from xltargets.templates.team_scorecard.kpis import Kpis
from xltargets.templates.team_scorecard.leaderboard import Board, BoardMembers
from xltargets.templates.team_scorecard.plans import PlanMembers, PlanRates, Plans
from xltargets.templates.team_scorecard.quotas import Quotas
from xltargets.templates.team_scorecard.rates import Bonus, Terms, Tiers
from xltargets.templates.team_scorecard.refunds import Refunds
from xltargets.templates.team_scorecard.reviews import Reviews
from xltargets.templates.team_scorecard.scorecard import MEMBERS_CHART, TILES, TREND_CHART, Members, Standing
from xltargets.templates.team_scorecard.scores import Scores
from xltargets.templates.team_scorecard.settings import Lists, Settings
from xltargets.templates.team_scorecard.settlement import Settlement
from xltargets.templates.team_scorecard.statement import Legs, Statement, Steps
from xltargets.templates.team_scorecard.team import Team
from xltargets.templates.team_scorecard.training import Training
from xltargets.templates.team_scorecard.weekly import WeekFigures, WeeklyReports, WeekMembers, WeekTeam
from xltargets.templates.team_scorecard.weights import Groups, Ramp

TEAM_SCORECARD = Template(
    key="team-scorecard",
    title=_("Team scorecard"),
    purpose=_("Follows a team month by month: attainment, KPIs, reviews and commission, member by member."),
    version=2,
    steps=(
        _("Fill in Settings: unit, owner, currency, and the first day of the year."),
        _("List the members in Team, with their quotas and the day they began."),
        _(
            "Enter commission tiers, draw, cap and bonus in Rates. A new plan is new rows.",
        ),
        _("Each month, enter what each member sold in Actuals, KPI values in Scores, and refunds in Refunds."),
        _("Look at the Scorecard, and go through the Statement with each member."),
    ),
    glance=(
        "settings.unit",
        "settings.owner",
        "standing.as_of",
        "standing.target",
        "standing.actual",
        "standing.attainment",
        "standing.pace",
        "standing.forecast",
        "standing.behind",
    ),
    sheets=(
        Sheet("guide", _("Guide"), Role.GUIDE, ""),
        Sheet(
            "scorecard",
            _("Scorecard"),
            Role.RESULT,
            _("Where the team and its members stand."),
            (TILES, Members, Standing, MEMBERS_CHART, TREND_CHART),
            band=12,
            breaks=("A below members",),
        ),
        Sheet(
            "settings",
            _("Settings"),
            Role.INPUT,
            _("What holds for the whole scorecard. Fill in the yellow cells."),
            (Settings, Holidays, Lists),
        ),
        WORKDAYS_SHEET,
        Sheet("team", _("Team"), Role.INPUT, _("Who is in the team, since when, and what each is to bring."), (Team,)),
        Sheet(
            "quotas",
            _("Quotas"),
            Role.RESULT,
            _("What the target plan gives each member to bring, month by month. A refresh fills it."),
            (Quotas,),
            landscape=False,
            since=2,
        ),
        Sheet(
            "actuals",
            _("Actuals"),
            Role.INPUT,
            _("What each member sold and did, one row for each month and member."),
            (Actuals,),
            landscape=False,
        ),
        Sheet(
            "credits",
            _("Credits"),
            Role.INPUT,
            _("Each sale, and whose it is. A refresh takes a member's credits of a month as the actual."),
            (Credits,),
            since=2,
        ),
        Sheet(
            "weekly_reports",
            _("Weekly reports"),
            Role.INPUT,
            _("What each member did in a week, plans for the next, and needs help with."),
            (WeeklyReports,),
            since=2,
        ),
        Sheet(
            "week",
            _("Week of the team"),
            Role.RESULT,
            _("The reports of a week together: this week and last, member by member, and whose is missing."),
            (WeekTeam, WeekFigures, WeekMembers),
            since=2,
        ),
        Sheet(
            "leaderboard",
            _("Leaderboard"),
            Role.RESULT,
            _("The members by attainment so far, and by contracts and new customers of the month in Weekly reports."),
            (Board, BoardMembers),
            since=2,
        ),
        Sheet("kpis", _("KPIs"), Role.INPUT, _("What members are measured by besides the quota."), (Kpis,)),
        Sheet("scores", _("Scores"), Role.INPUT, _("What each member reached in each KPI."), (Scores,)),
        Sheet(
            "reviews", _("Reviews"), Role.INPUT, _("360° reviews: one row for each rating, from 1 to 5."), (Reviews,)
        ),
        Sheet("training", _("Training"), Role.INPUT, _("What members need to learn, and what it did."), (Training,)),
        Sheet(
            "rates",
            _("Rates"),
            Role.INPUT,
            _("Commission, draw and bonus. A new plan is a new row from a new day on; old rows stay."),
            (Tiers, Terms, Bonus),
        ),
        Sheet(
            "plans",
            _("Plans"),
            Role.INPUT,
            _("Plans by which sales of a quarter or year add up, with cap and draw. Leave it empty to pay by Rates."),
            (Plans,),
            since=2,
        ),
        Sheet(
            "plan_rates",
            _("Rates by plan"),
            Role.INPUT,
            _("The tiers of each plan, for all, for a role or for a member. The most specific rows hold."),
            (PlanRates,),
            since=2,
        ),
        Sheet(
            "plan_members",
            _("Plan of a member"),
            Role.INPUT,
            _("Who is paid by which plan, and from which month on."),
            (PlanMembers,),
            landscape=False,
            since=2,
        ),
        Sheet(
            "weights",
            _("Weights"),
            Role.INPUT,
            _("How new members ramp up, and how much each group of raters counts."),
            (Ramp, Groups),
        ),
        Sheet("refunds", _("Refunds"), Role.INPUT, _("Sales that were given back, and their clawback."), (Refunds,)),
        Sheet(
            "adjustments",
            _("Adjustments"),
            Role.INPUT,
            _("What comes late for a month that is closed. It is paid in the month that it is booked in."),
            (Adjustments,),
            since=2,
        ),
        Sheet(
            "disputes",
            _("Disputes"),
            Role.INPUT,
            _("What members say is wrong with their pay, and what was answered."),
            (Disputes,),
            since=2,
        ),
        Sheet(
            "agreed",
            _("Plan agreed"),
            Role.INPUT,
            _("Who has read the commission plan and agrees to it."),
            (Agreed,),
            landscape=False,
            since=2,
        ),
        Sheet("awards", _("Awards"), Role.INPUT, _("What members were honoured with besides money."), (Awards,)),
        Sheet(
            "commission",
            _("Commission"),
            Role.WORKING,
            _("Every member's months: credit, attainment, rate, commission, draw and payout."),
            (Commission,),
        ),
        Sheet(
            "credit_lines",
            _("Credits by member"),
            Role.WORKING,
            _("Each member's part of each sale, where a plan pays by product, by category or sale by sale."),
            (CreditLines,),
            since=2,
        ),
        Sheet(
            "statement",
            _("Statement"),
            Role.RESULT,
            _("One member's month, line by line. Choose member and month in the yellow cells."),
            (Statement, Steps, Legs),
            pages=1,
        ),
        Sheet(
            "settlement",
            _("Payout line by line"),
            Role.RESULT,
            _("From the commission to what is paid out, for the member and month that are chosen in Statement."),
            (Settlement,),
            landscape=False,
            since=2,
        ),
        Sheet(
            "analysis",
            _("Analysis"),
            Role.RESULT,
            _("Trend, mix, what moved the revenue, and whether activity pays."),
            (Months, Mix, Relation, ACTIVITY_CHART, Lines, LINES_CHART),
            band=12,
        ),
        Sheet(
            "closed",
            _("Closed months"),
            Role.RESULT,
            _("The months that are closed, as the ledger has them. A refresh with the ledger brings it."),
            (Closed,),
            since=2,
        ),
        Sheet(
            "carried",
            _("Carried over"),
            Role.RESULT,
            _("What members who moved bring along, as the ledger has it. A refresh with the ledger brings it."),
            (Carried,),
            since=2,
        ),
        LOADED_SHEET,
    ),
)
