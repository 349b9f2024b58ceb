export { postByNode as platformPost } from './node-http.ts';
