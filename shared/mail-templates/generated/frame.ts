// Made by `npm run generate` from what templates compile into; changes with the frame around them, the style of mails, and MJML.
export const frame = '0dfde9eb';
