/** What a score may count of a visit, strongest first: where there are too many, the weakest go. `page_read`: looked at for half a minute. */
export const signalTypes = [
  'purchase',
  'checkout_start',
  'add_to_cart',
  'form_submit',
  'form_start',
  'download',
  'click',
  'custom',
  'page_read',
  'page_view',
] as const;
export type SignalType = (typeof signalTypes)[number];
