export { type Contact, contactOf, identifyingPhone, leadPhone, shortText } from './contact.ts';
export { type Email, normaliseEmail } from './email.ts';
export {
  addPhoneSharer,
  addressItemsOf,
  type EmailGuard,
  type Holders,
  maxSharers,
  type PhoneClaim,
  passEmailGuard,
  passPhoneClaim,
  putEmailGuard,
  putPhoneClaim,
  readHolders,
  readPhoneClaims,
  releaseEmailGuard,
  releaseInClaim,
  releaseNumber,
  renameInClaim,
} from './guards.ts';
export { bindToKey, fitsProof, readKeyProof } from './identity-key.ts';
export { MailKind } from './mail-kind.ts';
export { type Masking, maskedAddress, maskedNumber, maskIn } from './mask.ts';
export * from './name.ts';
export * from './phone.ts';
export {
  type Claimants,
  deleteFirstPost,
  deleteProposedAddress,
  putFirstPost,
  putProposedAddress,
  readClaimants,
} from './proposed-addresses.ts';
export { type Claim, type Claimant, type Identification, identify, type KnownHolders } from './rules-identify.ts';
export { kindOf } from './rules-kind.ts';
export { isOwnDomain, isRoleAddress, isWithin, mailDomainOf, mailKindOf } from './rules-mail-kind.ts';
export * from './text.ts';
