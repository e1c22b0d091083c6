"""Which properties each flex component has, and which values they take (reference: flex message)."""

from __future__ import annotations

import re

SPACES = ("none", "xs", "sm", "md", "lg", "xl", "xxl")
FONT_SIZES = ("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl")
SIZES = ("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")
LARGE_BUBBLES = ("kilo", "mega", "giga")


def _length(*words: str, percent: bool = False) -> re.Pattern[str]:
    options = [r"-?\d+(?:\.\d+)?px", *words]
    if percent:
        options.append(r"\d+(?:\.\d+)?%")
    return re.compile(rf"(?:{'|'.join(options)})\Z")


# fmt: off
BUBBLE = ("type", "size", "direction", "header", "hero", "body", "footer", "styles", "action")
BLOCK_STYLE = ("backgroundColor", "separator", "separatorColor")
GRADIENT = ("type", "angle", "startColor", "endColor", "centerColor", "centerPosition")
PLACED = ("type", "margin", "position", "offsetTop", "offsetBottom", "offsetStart", "offsetEnd")
COMPONENTS: dict[str, tuple[str, ...]] = {
    "box": (*PLACED, "layout", "flex", "contents", "spacing", "backgroundColor", "borderColor", "borderWidth",
            "cornerRadius", "width", "maxWidth", "height", "maxHeight", "paddingAll", "paddingTop", "paddingBottom",
            "paddingStart", "paddingEnd", "action", "justifyContent", "alignItems", "background"),
    "button": (*PLACED, "flex", "color", "style", "action", "gravity", "height", "adjustMode", "scaling"),
    "image": (*PLACED, "url", "flex", "align", "gravity", "size", "aspectRatio", "aspectMode", "backgroundColor",
              "action", "animated"),
    "video": ("type", "url", "previewUrl", "altContent", "aspectRatio", "action"),
    "icon": (*PLACED, "url", "size", "aspectRatio", "scaling"),
    "text": (*PLACED, "flex", "text", "size", "align", "gravity", "color", "weight", "style", "decoration", "wrap",
             "lineSpacing", "action", "maxLines", "contents", "adjustMode", "scaling"),
    "span": ("type", "text", "size", "color", "weight", "style", "decoration"),
    "separator": ("type", "margin", "color"),
    "filler": ("type", "flex"),
}
BOX_KINDS = {
    "vertical": ("box", "button", "image", "text", "separator", "filler"),
    "horizontal": ("box", "button", "image", "text", "separator", "filler"),
    "baseline": ("icon", "text", "filler"),
}
ENUMS = {
    "position": ("relative", "absolute"),
    "align": ("start", "end", "center"),
    "gravity": ("top", "bottom", "center"),
    "weight": ("regular", "bold"),
    "decoration": ("none", "underline", "line-through"),
    "adjustMode": ("shrink-to-fit",),
    "justifyContent": ("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
    "alignItems": ("center", "flex-start", "flex-end"),
}
LENGTHS = {
    **{name: _length(*SPACES) for name in ("margin", "spacing")},
    **{name: _length(*SPACES, percent=True)
       for name in ("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd",
                    "offsetTop", "offsetBottom", "offsetStart", "offsetEnd")},
    **{name: _length(percent=True) for name in ("width", "maxWidth", "maxHeight")},
    "borderWidth": _length("none", "light", "normal", "medium", "semi-bold", "bold"),
    "cornerRadius": _length(*SPACES),
    "size": _length(*FONT_SIZES, "full", percent=True),
    "lineSpacing": _length(),
}
FLAGS = ("wrap", "scaling", "animated")
NUMBERS = ("flex", "maxLines")
# fmt: on
