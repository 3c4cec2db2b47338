/** Writes a date as people do. */
export const dateText = (date: string): string => `${date.slice(8)}/${date.slice(5, 7)}`;

/** Writes from when to when somebody is away. */
export const spanText = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  from === to ? dateText(from) : `${dateText(from)} – ${dateText(to)}`;
