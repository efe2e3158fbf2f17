"""Simple rules for rings: shops that share a trace stand together. What the chain must do better than."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import rustworkx as rx

# Each rule by its name: account columns, then whether devices, sender phones and addresses tie as well.
RULES = {
    "same phone, payment account or document": False,
    "any shared trace": True,
}


def joined_shops(extracts: Path, suspects: set[str], any_trace: bool) -> pd.DataFrame:
    """One row a shop of a group of two or more with a suspect among them: `shop_id`, `found_ring`.

    Shops stand together when their owners share a registered phone, payment account or document; with
    `any_trace` also when they share a device, a sender's phone or the address that parcels start from. No trace
    is left out however many share it. Tables and columns that were not delivered tie nobody.
    """
    ties = _traces(extracts, any_trace)
    graph = rx.PyGraph(multigraph=False)
    shops = sorted(set(ties["shop_id"]))
    place = dict(zip(shops, graph.add_nodes_from(shops), strict=True))
    hubs = ties["kind"] + ":" + ties["trace"]
    hub_place = {hub: graph.add_node(None) for hub in sorted(set(hubs))}
    graph.add_edges_from_no_data(
        [(place[shop], hub_place[hub]) for shop, hub in zip(ties["shop_id"], hubs, strict=True)]
    )
    rows = []
    for component in rx.connected_components(graph):
        members = sorted(graph[node] for node in component if graph[node] is not None)
        if len(members) > 1 and suspects.intersection(members):
            rows += [(shop, f"R{members[0]}") for shop in members]
    return pd.DataFrame(rows, columns=["shop_id", "found_ring"])


def _traces(extracts: Path, any_trace: bool) -> pd.DataFrame:
    """One row a shop and trace: `shop_id`, `kind`, `trace`."""
    owners = _read(extracts, "shops", ["shop_id", "owner_account_id"]).dropna()
    accounts = _read(extracts, "accounts", ["account_id", "phone", "payment_account", "id_document"])
    owned = owners.merge(accounts, left_on="owner_account_id", right_on="account_id")
    found = [_long(owned, kind) for kind in ("phone", "payment_account", "id_document")]
    if any_trace:
        logins = _read(extracts, "logins", ["account_id", "device_id"]).drop_duplicates()
        found.append(
            _long(owners.merge(logins, left_on="owner_account_id", right_on="account_id"), "device_id")
        )
        parcels = _read(extracts, "shipments", ["order_id", "shop_id", "sender_phone", "origin_address"])
        found += [_long(parcels, kind) for kind in ("sender_phone", "origin_address")]
    return pd.concat(found, ignore_index=True)


def _long(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    traces = rows[["shop_id", kind]].dropna().drop_duplicates().rename(columns={kind: "trace"})
    return traces.assign(kind=kind)


def _read(extracts: Path, table: str, columns: list[str]) -> pd.DataFrame:
    path = extracts / f"{table}.parquet"
    path = path if path.exists() else extracts / table
    found = pd.read_parquet(path) if path.exists() else pd.DataFrame()
    return found.reindex(columns=columns).astype("string")
