import type { ConnectorType } from './connector-config.ts';
import type { Taker } from './connector-type.ts';
import { genericTaker } from './generic/taker.ts';
import { googleAdsTaker } from './google-ads/taker.ts';
import { metaTaker } from './meta/taker.ts';
import { tikTokTaker } from './tiktok/taker.ts';
import { zaloTaker } from './zalo/taker.ts';

/** How what was received of each type of connectors is taken. */
export const takers: Readonly<Record<ConnectorType, Taker>> = {
  generic: genericTaker,
  'google-ads': googleAdsTaker,
  meta: metaTaker,
  tiktok: tikTokTaker,
  zalo: zaloTaker,
};
