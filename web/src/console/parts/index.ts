export { Button } from './button.tsx';
export { Choice } from './choice.tsx';
export { Facts } from './facts.tsx';
export { Notice } from './notice.tsx';
export { Waiting } from './waiting.tsx';
