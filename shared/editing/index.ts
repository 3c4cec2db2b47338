export { editLead } from './edit-lead.ts';
export { tagLead } from './tag-lead.ts';
