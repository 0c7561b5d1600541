"""The arithmetic of sales targets: arrays in, arrays out. No spreadsheet, clock, file or locale.

Every function in `__all__` is also a worksheet function: `target_split` is TARGET_SPLIT.
"""

from xltargets.calc import achievement as _achievement
from xltargets.calc import capacity as _capacity
from xltargets.calc import commission as _commission
from xltargets.calc import commission_lines as _commission_lines
from xltargets.calc import consensus as _consensus
from xltargets.calc import customers as _customers
from xltargets.calc import decomposition as _decomposition
from xltargets.calc import incentive as _incentive
from xltargets.calc import indicators as _indicators
from xltargets.calc import pace as _pace
from xltargets.calc import pipeline as _pipeline
from xltargets.calc import replanning as _replanning
from xltargets.calc import risk as _risk
from xltargets.calc import scorecard as _scorecard
from xltargets.calc import setting as _setting
from xltargets.calc.achievement import *  # noqa: F403
from xltargets.calc.capacity import *  # noqa: F403
from xltargets.calc.commission import *  # noqa: F403
from xltargets.calc.commission_lines import *  # noqa: F403
from xltargets.calc.consensus import *  # noqa: F403
from xltargets.calc.customers import *  # noqa: F403
from xltargets.calc.decomposition import *  # noqa: F403
from xltargets.calc.incentive import *  # noqa: F403
from xltargets.calc.indicators import *  # noqa: F403
from xltargets.calc.pace import *  # noqa: F403
from xltargets.calc.pipeline import *  # noqa: F403
from xltargets.calc.replanning import *  # noqa: F403
from xltargets.calc.risk import *  # noqa: F403
from xltargets.calc.scorecard import *  # noqa: F403
from xltargets.calc.setting import *  # noqa: F403
from xltargets.calc.smart import worksheet as _smart
from xltargets.calc.smart.worksheet import *  # noqa: F403

__all__: list[str] = []
__all__ += _setting.__all__
__all__ += _consensus.__all__
__all__ += _decomposition.__all__
__all__ += _replanning.__all__
__all__ += _capacity.__all__
__all__ += _smart.__all__
__all__ += _commission.__all__
__all__ += _commission_lines.__all__
__all__ += _incentive.__all__
__all__ += _achievement.__all__
__all__ += _pace.__all__
__all__ += _scorecard.__all__
__all__ += _customers.__all__
__all__ += _pipeline.__all__
__all__ += _risk.__all__
__all__ += _indicators.__all__
