"""Who sold: by the ids of a team list where there are any, and two people of one name told apart by their unit."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.importing.account import Remark
from xltargets.importing.options import SourceProblem
from xltargets.importing.texts import keys_of, text_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    import pandas as pd

    from xltargets.importing.deal_rows import DealRows
    from xltargets.importing.tables_in_files import Source


def ids_of(team: Source) -> dict[str, str]:
    """The names of a team list by their ids; two people of one name with the unit behind it."""
    ids = text_of(team.frame["id"]).map(name_key)
    return {key: name for key, name in zip(ids, _names(team), strict=True) if key and name}


def _names(team: Source) -> list[str]:
    """The people's names as the workbook has them: each only once, unless two rows are one person."""
    frame = team.frame
    names, teams, ids = text_of(frame["person"]), text_of(frame["team"]), text_of(frame["id"]).map(name_key)
    keys = names.map(name_key)
    several = {
        key
        for key, group in teams.groupby(keys)
        if key and (len(set(ids[group.index]) - {""}) > 1 or len(set(map(name_key, group)) - {""}) > 1)
    }
    found = []
    for name, key, unit, own in zip(names, keys, teams, ids, strict=True):
        if key in several:
            same_unit = (keys == key) & (teams.map(name_key) == name_key(unit))
            found.append(_with(name, unit if unit and same_unit.sum() == 1 else own or unit))
        else:
            found.append(name)
    return found


def _with(name: str, more: str) -> str:
    return f"{name}（{more}）" if not name.isascii() else f"{name} ({more})"


def persons_of(deals: DealRows, team: Source | None) -> tuple[DealRows, pd.DataFrame | None]:
    """The deals with the names of the team list, and that list.

    Raises a `SourceProblem` where a name is two people's.
    """
    if team is None:
        return _without_list(deals), None
    names = _names(team)
    people = team.frame.assign(person=names)
    persons = text_of(deals.frame["person"])
    ids = ids_of(team)
    if ids and "person_id" in deals.source.columns:
        found = text_of(deals.frame["person_id"]).map(name_key).map(ids)
        message = N_("{count} {count:deal takes its|deals take their} person from {column} by the ids of {list}.")
        values: dict[str, object] = {"column": deals.source.columns["person_id"], "list": team.path.name}
        if found.notna().any():
            deals.told.used.append(Remark(message, int(found.notna().sum()), values))
        elif not (persons != "").any():
            raise _strangers(deals, team)
        persons = found.fillna(persons)
    elif ids and not (persons != "").any():
        raise _strangers(deals, team)
    elif ids:
        # A column of owners may hold ids instead of names.
        by_id = persons.map(name_key).map(ids)
        if by_id.notna().any() and not persons.map(name_key).isin(text_of(team.frame["person"]).map(name_key)).any():
            persons = by_id.fillna(persons)
    persons = _by_unit(deals, team, names, persons)
    return dataclasses.replace(deals, frame=deals.frame.assign(person=persons)), people


def _without_list(deals: DealRows) -> DealRows:
    """Without a list, ids in the deals tell people of one name apart; units do not, for people change them."""
    import pandas as pd

    persons, ids = text_of(deals.frame["person"]), text_of(deals.frame["person_id"])
    keys = keys_of(persons)
    own = keys_of(ids.where(persons != "", ""))
    counts = own[own != ""].groupby(keys).nunique()
    several = keys.isin(counts.index[counts > 1])
    if several.any():
        named = [_with(name, own) if own else name for name, own in zip(persons[several], ids[several], strict=True)]
        persons = persons.copy()
        persons.loc[several] = pd.Series(named, index=persons.index[several])
        message = N_("{count} {count:deal is|deals are} of people with one name, told apart by their ids: {people}.")
        values: dict[str, object] = {"people": tuple(dict.fromkeys(named))}
        deals.told.used.append(Remark(message, len(named), values))
    units = text_of(deals.frame["unit"])
    keys = keys_of(persons)
    in_units = keys_of(units[(units != "") & (persons != "")]).groupby(keys).nunique()
    for key in in_units.index[in_units > 1]:
        here = keys == key
        message = N_(
            "{person} sold for {count} units ({units}) and counts as one person; if these are more, give a --team list."
        )
        values = {
            "person": persons[here].iloc[0],
            "units": tuple(unit for unit in dict.fromkeys(units[here]) if unit),
        }
        deals.told.not_used.append(Remark(message, int(in_units[key]), values))
    return dataclasses.replace(deals, frame=deals.frame.assign(person=persons))


def _strangers(deals: DealRows, team: Source) -> SourceProblem:
    return SourceProblem(
        N_(
            "{path} names no person, and none of its ids is in {list}. Say the column of persons with --map "
            "person=HEADER."
        ),
        path=deals.source.path,
        list=team.path.name,
    )


def _by_unit(deals: DealRows, team: Source, names: list[str], persons: pd.Series[str]) -> pd.Series[str]:
    """Names that two people have, each with the unit of its deal behind it."""
    import pandas as pd

    original = text_of(team.frame["person"])
    split = {name_key(one) for one, new in zip(original, names, strict=True) if one != new}
    here = persons.map(name_key).isin(split)
    if not here.any():
        return persons
    units = text_of(deals.frame["unit"])
    keys = [(name_key(one), name_key(unit)) for one, unit in zip(original, text_of(team.frame["team"]), strict=True)]
    known = {key: name for key, name in zip(keys, names, strict=True) if keys.count(key) == 1}
    pairs = [(name_key(one), name_key(unit)) for one, unit in zip(persons[here], units[here], strict=True)]
    unknown = next((place for place, pair in enumerate(pairs) if pair not in known), None)
    if unknown is not None:
        row = here.index[here][unknown]
        raise SourceProblem(
            N_(
                "{path}, row {row}: {person} stands in {list} as {count} people, and nothing tells which of "
                "them it is. Give "
                "the deals a column with the ids or units of that list, and say which with --map unit=HEADER or "
                "--map person_id=HEADER."
            ),
            path=deals.source.path,
            row=row,
            person=persons[row],
            list=team.path.name,
            count=int((original.map(name_key) == name_key(persons[row])).sum()),
        )
    told = [known[pair] for pair in pairs]
    message = N_("{count} {count:deal is|deals are} of people with one name, told apart by their units: {people}.")
    values: dict[str, object] = {"people": tuple(dict.fromkeys(told))}
    deals.told.used.append(Remark(message, len(told), values))
    persons = persons.copy()
    persons.loc[here] = pd.Series(told, index=persons.index[here])
    return persons
