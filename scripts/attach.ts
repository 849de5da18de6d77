import { joinRunner } from './join-runner';

// Loaded before a process (`node --import tsx --import ./scripts/attach.ts …`), this lets it work beside a running
// `npm start`. What needs the owner of the tables loads `attach-as-owner.ts` in its place.

joinRunner({ asOwner: false });
