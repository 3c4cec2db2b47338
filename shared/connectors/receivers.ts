import type { ConnectorType } from './connector-config.ts';
import type { Receiver } from './connector-type.ts';
import { genericReceiver } from './generic/receiver.ts';
import { googleAdsReceiver } from './google-ads/receiver.ts';
import { metaReceiver } from './meta/receiver.ts';
import { tikTokReceiver } from './tiktok/receiver.ts';
import { zaloReceiver } from './zalo/receiver.ts';

/** How each type of connectors is received. */
export const receivers: Readonly<Record<ConnectorType, Receiver>> = {
  generic: genericReceiver,
  'google-ads': googleAdsReceiver,
  meta: metaReceiver,
  tiktok: tikTokReceiver,
  zalo: zaloReceiver,
};
