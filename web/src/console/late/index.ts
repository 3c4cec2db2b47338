export { LateActs } from './late-acts.tsx';
