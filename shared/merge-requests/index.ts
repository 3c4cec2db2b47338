export { asksForMerge, mergeByRuleRequest, putMergeByRuleTimer } from './merge-by-rule.ts';
