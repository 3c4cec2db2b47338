import { type Control, controlsOf } from './controls.ts';
import { unshadowed } from './unshadowed.ts';

/**
 * The parts of a form that are marked `data-pheu-progressive`: questions that are asked over several visits, and not again once they
 * are answered. What the markup shows is the form of a stranger, and stays whenever it is not known better.
 */
export const createQuestions = (form: HTMLFormElement) => {
  const own = unshadowed(form);
  const parts = [...own.querySelectorAll<HTMLElement>('[data-pheu-progressive]')].map((part) => ({
    part,
    controls: controlsOf(form).filter((control) => part.contains(control)),
    isFirst: !part.hidden,
  }));
  let isTyping = false;
  own.addEventListener('input', () => (isTyping = true));
  own.addEventListener('reset', () => (isTyping = false));

  const show = (isAsked: (controls: Control[], isFirst: boolean) => boolean) => {
    for (const { part, controls, isFirst } of parts) {
      part.hidden = !isAsked(controls, isFirst);
      // What is not asked is not posted either, not even as an empty answer.
      for (const control of controls) control.disabled = part.hidden;
    }
  };
  /** A form does not move under the hands of who fills it in. */
  const isInUse = () => isTyping || parts.some(({ part }) => part.contains(document.activeElement));
  const showFirst = () => show((_, isFirst) => isFirst);
  // Some browsers restore over a reload which controls were disabled.
  showFirst();

  return {
    /** Whether it is worth asking what is known of the visitor. */
    any: parts.length > 0,
    /** Shows what the server says is to be asked; without its word, what the markup shows. */
    ask(fields: unknown) {
      if (isInUse()) return;
      if (!Array.isArray(fields)) return showFirst();
      const names = new Set(fields.map((field) => field?.name));
      show((controls) => controls.some(({ name }) => names.has(name)));
    },
  };
};
