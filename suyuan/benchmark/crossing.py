"""Ties between the guilty and the innocent, and between rings, planted into an invented marketplace.

Where a ring's people alone share a trace, any rule that joins whoever shares one is right. Here rings stand
in the casebook's shared places as well: none of the ties made here is common control, and the truth stays.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from pathlib import Path

import numpy as np
import pandas as pd

from suyuan.evaluate.sites import metres

CROSSED = "+crossed"
# Of the rings, or of a ring's shops or parcels: common enough that every marketplace has several of each.
RINGS_IN_WAREHOUSES = 0.5
PARCELS_THROUGH_WAREHOUSE = 0.3
RINGS_WITH_AGENCY = 0.25
RINGS_WITH_HANDED_ON = 0.3
CAFES = 6
GUESTS = 40
BULK_ORDERS = 8
LEAST_TENANTS = 4
PLACE = ["origin_address", "origin_adcode", "origin_latitude", "origin_longitude", "sender_phone"]


def cross(folder: Path, seed: int) -> dict[str, int]:
    """Plant ties into `folder`/extracts by `folder`/truth; returns how many of each kind. Same seed, same ties.

    Some parcels of half the rings leave from the nearest third-party warehouse that innocents use; two rings meet in an
    internet café among its guests; a bookkeeping agency of honest shops logs in for a ring's shop; a phone
    number and a device pass from a ring's account to an honest shop's owner; a ring also buys from another
    ring's supplier. The delivery's manifest goes, since the files are no longer those it names. Needs tables
    small enough to be one file each (up to 4 million order lines).
    """
    extracts = folder / "extracts"
    truth = pd.read_parquet(folder / "truth" / "shops.parquet")
    owners = pd.read_parquet(extracts / "shops.parquet", columns=["shop_id", "owner_account_id"])
    shops = truth.merge(owners, on="shop_id").sort_values("shop_id", ignore_index=True)
    draws = np.random.default_rng([seed, 271])
    made = {
        "parcels through warehouses": _warehouses(extracts, shops, draws),
        "logins from cafés, agencies and devices handed on": _machines(extracts, shops, draws),
        "phones handed on": _phones(extracts, shops, draws),
        "purchases from another ring's supplier": _suppliers(folder, shops, draws),
    }
    (extracts / "manifest.json").unlink(missing_ok=True)
    return made


def _some_rings(shops: pd.DataFrame, share: float, draws: np.random.Generator) -> list[pd.DataFrame]:
    rings = [of for _, of in shops.dropna(subset=["ring_id"]).groupby("ring_id")]
    return [rings[place] for place in draws.permutation(len(rings))[: math.ceil(share * len(rings))]]


def _warehouses(extracts: Path, shops: pd.DataFrame, draws: np.random.Generator) -> int:
    parcels = _table(extracts, "shipments")
    if not {"shop_id", *PLACE} <= set(parcels):
        return 0
    clients = shops.loc[shops["kind"] == "warehouse_client", "shop_id"]
    of_clients = parcels[parcels["shop_id"].isin(clients)].dropna(subset=PLACE)
    if of_clients.empty:
        return 0
    moved = 0
    # A client's own door is no warehouse.
    tenants = of_clients.groupby("sender_phone")["shop_id"].transform("nunique")
    of_clients = of_clients[tenants >= LEAST_TENANTS]
    if of_clients.empty:
        return 0
    warehouses = of_clients.groupby("sender_phone")[["origin_latitude", "origin_longitude"]].median()
    for ring in _some_rings(shops, RINGS_IN_WAREHOUSES, draws):
        own = parcels.index[parcels["shop_id"].isin(ring["shop_id"])]
        # The nearest: one far away would give the ring away by its parcels' start.
        home = parcels.loc[own, ["origin_latitude", "origin_longitude"]].median()
        away = metres(
            home.iloc[0], home.iloc[1], warehouses["origin_latitude"], warehouses["origin_longitude"]
        )
        stored = of_clients[of_clients["sender_phone"] == warehouses.index[int(np.argmin(away))]]
        through = own[draws.random(len(own)) < PARCELS_THROUGH_WAREHOUSE]
        parcels.loc[through, PLACE] = stored[PLACE].to_numpy()[draws.integers(len(stored), size=len(through))]
        moved += len(through)
    parcels.to_parquet(extracts / "shipments.parquet", index=False)
    return moved


def _machines(extracts: Path, shops: pd.DataFrame, draws: np.random.Generator) -> int:
    logins = _table(extracts, "logins")
    if logins.empty or "device_id" not in logins:
        return 0
    accounts = np.sort(logins["account_id"].unique())
    guilty = shops.dropna(subset=["ring_id", "owner_account_id"])
    honest = shops[~shops["counterfeit"]].dropna(subset=["owner_account_id"])
    added: list[dict[Hashable, object]] = []

    def visit(model: pd.Series, accounts: np.ndarray, times: int) -> None:
        """Logins like `model`, from its very machine and place, on days that others log in on."""
        for account in np.repeat(accounts, times):
            day = logins["logged_in_at"].iloc[int(draws.integers(len(logins)))]
            added.append(model.to_dict() | {"account_id": account, "logged_in_at": day})

    for _ in range(CAFES if len(guilty) else 0):
        cafe = logins.iloc[int(draws.integers(len(logins)))]
        guests = draws.choice(accounts, min(GUESTS, len(accounts)), replace=False)
        visit(cafe, guests, 2)
        rings = (
            guilty.groupby("ring_id")["owner_account_id"].first().sample(2, replace=True, random_state=draws)
        )
        visit(cafe, rings.to_numpy(), 3)
        visit(cafe, honest["owner_account_id"].sample(2, random_state=draws).to_numpy(), 3)
    for kind, share in (("agency_run", RINGS_WITH_AGENCY), (None, RINGS_WITH_HANDED_ON)):
        for ring in _some_rings(guilty, share, draws):
            hosts = honest if kind is None else honest[honest["kind"] == kind]
            used = logins[logins["account_id"].isin(hosts["owner_account_id"])]
            if not used.empty:
                model = used.iloc[int(draws.integers(len(used)))]
                visit(model, ring["owner_account_id"].sample(1, random_state=draws).to_numpy(), 4)
    logins = pd.concat([logins, pd.DataFrame(added, columns=logins.columns)], ignore_index=True)
    logins.astype({"logged_in_at": "datetime64[us]"}).to_parquet(extracts / "logins.parquet", index=False)
    return len(added)


def _phones(extracts: Path, shops: pd.DataFrame, draws: np.random.Generator) -> int:
    accounts = _table(extracts, "accounts")
    if accounts.empty or "phone" not in accounts:
        return 0
    phones = accounts.drop_duplicates("account_id").set_index("account_id")["phone"]
    honest = shops[~shops["counterfeit"]].dropna(subset=["owner_account_id"])["owner_account_id"]
    handed = 0
    for ring in _some_rings(shops.dropna(subset=["owner_account_id"]), RINGS_WITH_HANDED_ON, draws):
        [of_ring] = ring["owner_account_id"].sample(1, random_state=draws)
        [of_honest] = honest.sample(1, random_state=draws)
        accounts.loc[accounts["account_id"] == of_honest, "phone"] = phones[of_ring]
        handed += 1
    accounts.to_parquet(extracts / "accounts.parquet", index=False)
    return handed


def _suppliers(folder: Path, shops: pd.DataFrame, draws: np.random.Generator) -> int:
    orders = _table(folder / "extracts", "orders")
    rings = pd.read_parquet(folder / "truth" / "rings.parquet").dropna(subset=["supplier_shop_id"])
    others = shops.dropna(subset=["ring_id", "owner_account_id"])
    made: list[pd.DataFrame] = []
    for supplier in rings.to_dict("records"):
        sold = orders[orders["shop_id"] == supplier["supplier_shop_id"]] if len(orders) else orders
        buyers = others[others["ring_id"] != supplier["ring_id"]]
        if len(sold) < BULK_ORDERS or buyers.empty:
            continue
        [buyer] = buyers["owner_account_id"].sample(1, random_state=draws)
        copies = sold.drop_duplicates("order_id").sample(BULK_ORDERS, random_state=draws)
        for column in ("order_id", "order_line_id"):
            if column in copies:
                copies[column] = copies[column].astype(str) + "X" + str(len(made))
        made.append(copies.assign(buyer_account_id=buyer))
    if made:
        orders = pd.concat([orders, *made], ignore_index=True)
        orders.to_parquet(folder / "extracts" / "orders.parquet", index=False)
    return sum(len(copies) for copies in made)


def _table(extracts: Path, name: str) -> pd.DataFrame:
    file = extracts / f"{name}.parquet"
    return pd.read_parquet(file) if file.exists() else pd.DataFrame()
