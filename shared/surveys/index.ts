export { answerSurvey, type SurveyPage, type SurveyParts, showSurvey } from './answer-survey.ts';
export { surveyUrl } from './link.ts';
export { type AskedForm, groupOf, scoreOf } from './rules-survey.ts';
