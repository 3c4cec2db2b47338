export { lifecycleInForce } from './rules-in-force.ts';
