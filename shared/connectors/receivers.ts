import type { ConnectorType } from './connector-config.ts';
import type { Receiver } from './connector-type.ts';
import { genericReceiver } from './generic/receiver.ts';
import { googleAdsReceiver } from './google-ads/receiver.ts';
import { noReceiver } from './no-receiver.ts';

/** How each type of connectors is received. */
export const receivers: Readonly<Record<ConnectorType, Receiver>> = {
  generic: genericReceiver,
  'google-ads': googleAdsReceiver,
  meta: noReceiver,
  tiktok: noReceiver,
  zalo: noReceiver,
};
