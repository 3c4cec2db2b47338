export { askForAddress } from './ask.ts';
export { confirmAddress, showAddressChange } from './confirm.ts';
export { addressUrl } from './link.ts';
export type { AddressChangeParts, AddressPage } from './page.ts';
