export { advertisingOpen } from './advertising-open.ts';
export { type AdvertisingBar, advertisingBar } from './rules-choices.ts';
