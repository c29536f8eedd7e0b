global using RnnGen.Compiler.Model;
