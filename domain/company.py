"""What a management company may do for an association (G-01; S0 管理会社の権限設定, S1 2章2⑤)."""

from enum import StrEnum

from domain.errors import NotPermitted


class Permission(StrEnum):
    """The three of the list, and the tick of an association that manages itself."""

    ENTER = "enter"  # ア 情報確認、代行入力ともに許可する
    VIEW = "view"  # イ 情報確認のみ許可する
    NONE = "none"  # ウ 情報確認、代行入力ともに許可しない
    NOT_ENTRUSTED = "not_entrusted"  # 管理会社に委託していない


class Act(StrEnum):
    """What somebody of the company wants to do."""

    VIEW = "view"
    ENTER = "enter"
    APPROVE = "approve"  # never: a delegated entry counts when the representative approves it with a code


def may(permission: Permission, act: Act) -> bool:
    """Whether the company may do it (G-01)."""
    return act in _ALLOWED[permission]


def check(permission: Permission, act: Act) -> None:
    """NotPermitted with the act that is not allowed."""
    if not may(permission, act):
        raise NotPermitted(act=act.value)


def gets_copies(permission: Permission) -> bool:
    """Whether the notices marked 「会社」 go to the company too: with 代行入力 only (A9; S1 4章, 5章)."""
    return permission is Permission.ENTER


def needs_company(permission: Permission) -> bool:
    """Whether a company has to be named beside the permission."""
    return permission is not Permission.NOT_ENTRUSTED


_ALLOWED = {
    Permission.ENTER: frozenset({Act.VIEW, Act.ENTER}),
    Permission.VIEW: frozenset({Act.VIEW}),
    Permission.NONE: frozenset[Act](),
    Permission.NOT_ENTRUSTED: frozenset[Act](),
}
