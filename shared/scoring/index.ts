export { type BacktestParts, type BacktestWish, backtest } from './backtest.ts';
export { readDraft } from './draft.ts';
export { explainScore, type ScoreExplanation } from './explain-score.ts';
export { firstScore } from './first-score.ts';
export { type FitChange, fitOfRecord } from './fit-change.ts';
export { readScores } from './read-scores.ts';
export { countLeads } from './recount-leads.ts';
export { type RuleSet, ruleSetInForce, ruleSetOf, ruleSetOfVersion } from './rule-set.ts';
export { blur } from './rules-blur.ts';
export { type Scores, totalOf } from './rules-temperature.ts';
export { type ScoreParts, scoreLead } from './score-lead.ts';
export {
  type RuleLabels,
  renderTemperature,
  renderTemperatureChange,
  renderWhyHot,
  ruleLabels,
  type TemperatureChange,
} from './sentences.ts';
export { parseScore, readScore, type Score } from './store.ts';
