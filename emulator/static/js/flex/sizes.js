// What the keywords of flex messages are worth in pixels.

const SPACES = { none: "0px", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const TEXTS = {
  xxs: "11px", xs: "13px", sm: "14px", md: "16px", lg: "19px", xl: "22px", xxl: "29px",
  "3xl": "35px", "4xl": "48px", "5xl": "74px",
};
const IMAGES = {
  xxs: "40px", xs: "60px", sm: "80px", md: "100px", lg: "120px", xl: "140px", xxl: "160px",
  "3xl": "180px", "4xl": "200px", "5xl": "220px", full: "100%",
};
const BORDERS = { none: "0px", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const CORNERS = { none: "0px", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };

const LENGTH = /^-?\d+(\.\d+)?(px|%|em)$/;

const worth = (table) => (value) => {
  if (value === undefined || value === null) return null;
  return table[value] ?? (LENGTH.test(value) ? value : null);
};

export const space = worth(SPACES);
export const textSize = worth(TEXTS);
export const imageSize = worth(IMAGES);
export const border = worth(BORDERS);
export const corner = worth(CORNERS);
export const length = worth({});

/** A colour if it is one LINE accepts (#RRGGBB or #RRGGBBAA), else nothing. */
export const colour = (value) => (/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(value || "") ? value : null);
