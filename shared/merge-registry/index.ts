export { mergeFollowers } from './followers.ts';
