"""What a team declares in one TOML file, named by SUYUAN_TEAM: terms, goods that endanger health, roles."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from suyuan.casework.errors import N_, Unfit

VARIABLE = "SUYUAN_TEAM"
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# Goods that go into the body, onto it or protect it: a counterfeit of these can kill, so nobody waits for a date.
# Words as categories have them; a bare 酒 or wine would also mean the colour of a shirt.
HEALTH_RISK = (
    "药品", "医药", "中药", "西药", "处方药", "减肥药", "疫苗", "医疗", "保健", "奶粉", "婴幼儿", "食品", "饮料",
    "白酒", "酒类", "葡萄酒", "洋酒", "化妆品", "美妆", "护肤", "避孕", "口罩", "隐形眼镜", "安全座椅", "头盔",
    "刹车", "安全气囊", "充电器", "电池", "medicine", "drug", "vaccine", "medical", "supplement", "infant",
    "baby food", "food", "beverage", "liquor", "cosmetic", "skincare", "contraceptive", "respirator",
    "contact lens", "child seat", "helmet", "brake", "airbag", "charger", "battery",
)  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WatchTerms(_Part):
    """Days: how long a watch may last without a lead's renewal, and when it is reviewed unless somebody says."""

    longest_days: int = Field(default=90, ge=1, le=730)
    review_days: int = Field(default=14, ge=1, le=365)


class CaseTerms(_Part):
    """Days: how long a case's personal data may be kept unless its end is set otherwise; days of a clearing."""

    longest_days: int = Field(default=730, ge=1, le=7300)
    cleared_days: int = Field(default=180, ge=1, le=3650)


class HealthRisk(_Part):
    """Words that mark goods: one of them anywhere in a category or title, in any case of letters, escalates."""

    words: tuple[Word, ...] = HEALTH_RISK


class Roles(_Part):
    """Who has which role: an e-mail address, `sub:…` as the provider knows him, or `group:…`."""

    viewer: tuple[Word, ...] = ()
    analyst: tuple[Word, ...] = ()
    lead: tuple[Word, ...] = ()
    auditor: tuple[Word, ...] = ()


class Settings(_Part):
    """The whole file; what it does not say is as it stands here. `contact`: whom somebody without a role asks."""

    watch: WatchTerms = WatchTerms()
    case: CaseTerms = CaseTerms()
    health_risk: HealthRisk = HealthRisk()
    roles: Roles = Roles()
    groups_claim: str = "groups"
    contact: str = ""

    def endangers_health(self, *goods: str | None) -> bool:
        """Whether one of the declared words stands in one of the categories or titles."""
        told = " ".join(text.casefold() for text in goods if text)
        return any(word.casefold() in told for word in self.health_risk.words)


def load(path: Path | None = None) -> Settings:
    """The settings of `path`, else of the file that SUYUAN_TEAM names, else the defaults.

    Raises Unfit, naming the field.
    """
    named = path or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is None:
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(named.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unfit(N_("{file}: cannot be read: {cause}"), file=named.name, cause=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unfit(
            N_("{file}: {field}: {cause}"), file=named.name, field=where, cause=first["msg"]
        ) from error
