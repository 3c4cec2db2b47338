import { FormPost, type SubmissionRef } from '../../shared/platform/ids.ts';

/** The reference of a form's post. */
export function postRef(submissionId: string, formId = 'contact'): SubmissionRef {
  return FormPost.parse({ formId, submissionId });
}

/** The ids that stand in the address of a form's post. */
export function pathOf({ sourceId, submissionId }: SubmissionRef) {
  return { formId: sourceId, submissionId };
}
