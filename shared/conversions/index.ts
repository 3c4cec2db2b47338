export { type Conversion, listConversions, parseConversion } from './conversion.ts';
export { asksForConversions } from './note-request.ts';
export { showConversions } from './show-conversions.ts';
