import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  // Without this, Vue looks for a component of that name.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'open-letter' } } })],
  build: { outDir: '../../target/examples/vue', emptyOutDir: true },
  // The development server would move the package away from the files beside it.
  optimizeDeps: { exclude: ['open-letter'] },
});
