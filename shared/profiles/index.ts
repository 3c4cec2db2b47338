export { partedProfiles } from './part-profiles.ts';
export type { Opinion, Profile, Said, ValueField } from './profile.ts';
export { type ProfileByPost, profileByPost } from './profile-by-post.ts';
export { type AskedOfProfile, askedFields, offeredFields, ProfileCondition } from './profile-conditions.ts';
export { choicesIn } from './profile-config.ts';
export { valuesOf } from './rules-profile.ts';
export { profileWords } from './rules-words.ts';
export { type ProfileAsked, setProfile } from './set-profile.ts';
export { parseProfile, readProfile } from './store.ts';
