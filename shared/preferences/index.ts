export { advertisingOpen } from './advertising-open.ts';
export { type LeavingClaims, type LeavingLinks, leavingLinks, readLeavingLink, type SubscriptionClaims, subscribeUrl } from './links.ts';
export { type Move, moveRefusals } from './move.ts';
export type { PostedForm, PreferencePage, PreferenceParts, TopicChoice } from './page.ts';
export { choosePreferences, showPreferences, showUnsubscribe, unsubscribe } from './pages.ts';
export { type AdvertisingBar, advertisingBar, isRefusedSince, isStillRefused, mailboxWordOf } from './rules-choices.ts';
export { confirmSubscription, showSubscription } from './subscribe.ts';
export { topicsInForce } from './topics.ts';
