import { ConfigurationError } from '../platform/errors.ts';
import { defineWork } from '../work/index.ts';
import { compileLocale } from './compile.ts';
import { digestOf, isCompiledHere, putCompiled } from './compiled.ts';
import { recompileRequest } from './recompile-request.ts';
import { templateKind, templateLocales } from './template-config.ts';

/** Compiles a template in force in the frame of this version, where another version compiled it. Mails go out in the earlier frame until then. */
export const recompileTemplateWork = defineWork({
  kind: 'recompileTemplate' satisfies typeof recompileRequest.kind,
  schema: recompileRequest.schema,
  async run({ templateId }, { table, config, log }) {
    const template = (await config.current(templateKind)).documents.get(templateId);
    if (!template) return log.info('a template is gone before it was compiled again', { templateId });
    for (const locale of templateLocales) {
      const digest = digestOf(template, locale);
      if (await isCompiledHere(table, digest)) continue;
      const { compiled, faults } = await compileLocale(template, locale);
      if (faults.length > 0) {
        const found = faults.map(({ part, message }) => `${part}: ${message}`);
        // Its mails are as good as they were, so they go on; whoever changes it next meets the fault.
        log.error(
          'a template in force was not compiled anew; its mails keep the earlier frame',
          new ConfigurationError('it has faults in the frame of this version'),
          {
            templateId,
            locale,
            faults: found,
          },
        );
        continue;
      }
      await table.transact([putCompiled(digest, compiled)]);
      log.info('a template was compiled in a new frame', { templateId, locale });
    }
  },
});
