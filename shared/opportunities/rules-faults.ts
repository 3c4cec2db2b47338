import { InvalidInputError, NotPossibleNowError } from '../platform/errors.ts';
import type { PipelineConfig } from './pipeline-config.ts';

const listed = (ids: readonly string[]) => (ids.length === 0 ? 'there is none' : `write one of ${ids.join(', ')}`);

export function noPipeline(): NotPossibleNowError {
  return new NotPossibleNowError(
    'There is no pipeline: publish the kind `pipelines`. Chưa có quy trình bán hàng: hãy công bố `pipelines`.',
  );
}

export function unknownStage({ id, stages }: PipelineConfig): InvalidInputError {
  const message = `the pipeline ${id} has no such stage: ${listed(stages.map((stage) => stage.id))}`;
  return new InvalidInputError('The opportunity has no such stage.', [{ path: 'stage', message }]);
}

export function unknownPackage(ids: readonly string[]): InvalidInputError {
  const message = `no package of the product: ${listed(ids)}`;
  return new InvalidInputError('The product has no such package.', [{ path: 'proposal.package', message }]);
}

export function reasonFault(reasons: PipelineConfig['lostReasons']): InvalidInputError {
  const message = listed(reasons.map(({ id }) => id));
  return new InvalidInputError('The pipeline asks for another reason.', [{ path: 'reason', message }]);
}

export function reasonOfNothing(): InvalidInputError {
  const message = 'say it with the state won or lost';
  return new InvalidInputError('A reason belongs to a sale that is closed.', [{ path: 'reason', message }]);
}

export function isClosed(state: string): NotPossibleNowError {
  return new NotPossibleNowError(
    `The opportunity is ${state}: re-open it first, by the state open. Cơ hội này đã đóng: hãy mở lại trước bằng trạng thái open.`,
  );
}
