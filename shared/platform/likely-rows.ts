/** How many rows a page is likely to look at: what it needs where one in three fits, until some were looked at. */
const firstShare = 3;
/** Nobody knows from few rows how rare something is: what is asked for next is never more than so many times what was looked at. */
const mostGrowth = 4;
/** To be asked for again costs more than a few rows in vain. */
const spare = 1.1;

/** Learns from the rows that a page looks at how many more it will look at. */
export interface LikelyRows {
  /** Notes a row, and whether it may belong to the page. */
  readonly note: (fits: boolean) => void;
  /** Returns how many more rows are likely to be looked at. */
  readonly left: () => number;
}

/** @param most rows that are looked at for one answer */
export function likelyRows(limit: number, most: number): LikelyRows {
  let looked = 0;
  let fitting = 0;
  return {
    note: (fits) => {
      looked += 1;
      if (fits) fitting += 1;
    },
    left: () => {
      const grown = mostGrowth * looked;
      const missing = Math.max(1, limit - fitting);
      const wanted = fitting === 0 ? grown : Math.min(grown, (spare * missing * looked) / fitting);
      return Math.min(most - looked, looked === 0 ? firstShare * limit : wanted);
    },
  };
}
