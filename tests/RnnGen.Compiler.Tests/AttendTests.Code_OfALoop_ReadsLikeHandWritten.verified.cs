    private static void DecodeForward<V>(in global::RnnGen.Program.Slice<double> s, in Training m)
        where V : unmanaged, global::RnnGen.Simd.ISimd<V, double>
    {
        long rows = s.Rows;
        double* x = s.Arena + m.X; // [T, B, 8]
        double* decodeGates = s.Arena + m.DecodeGates; // [T, B, 8]
        double* decodeS = s.Arena + m.DecodeS; // [T + 1, B, 8]
        double* encodeH = s.Arena + m.EncodeH; // [T + 1, B, 8]
        double* projectY = s.Arena + m.ProjectY; // [T, B, 8]
        double* decodeWeights = s.Arena + m.DecodeWeights; // [T, B, alignment]
        double* decodeContext = s.Arena + m.DecodeContext; // [T, B, 8]
        double* decodeSFinal = s.Arena + m.DecodeSFinal; // [B, 8]
        long alignment = ((s.Steps + 7) / 8) * 8; // floats in a row of weights
        long chunk = global::RnnGen.Kernels.TimeChunk.Steps(rows, s.Steps, 8);
        for (long start = 0; start < s.Steps; start += chunk)
        {
            long end = global::System.Math.Min(s.Steps, start + chunk);
            // decodeGates = bias + x W, K = 3, N = 1 x 5
            global::RnnGen.Kernels.Product<V, double>.Run(
                new(3, 5, 1, 8), (int)((end - start) * rows), x + (start * rows * 8), 8, s.Packed + 128,
                    s.Packed + 152, 0, decodeGates + (start * rows * 8), 8, s.Team);
            s.Team.WaitLong();
            for (long t = start; t < end; t++)
            {
                long n = s.Active[t];
                // decodeContext = projectY as decodeS matches encodeH, additive scores of 5
                global::RnnGen.Kernels.Attention<V, double>.Additive(
                    new()
                    {
                        Rows = rows, Steps = 1, Active = s.Active + t,
                        MemoryRows = rows, MemoryLengths = s.Lengths,
                    },
                    new()
                    {
                        Size = 5, Width = 4,
                        Queries = decodeS + (t * rows * 8), QueryRow = 8,
                        Keys = encodeH + (rows * 8), KeyRow = 8,
                        Values = projectY, ValueRow = 8,
                        Vector = s.Packed,
                        Weights = decodeWeights + (t * rows * alignment), WeightRow = alignment,
                        Context = decodeContext + (t * rows * 8), ContextRow = 8,
                    },
                    s.Team);
                s.Team.Wait();
                // decodeGates = decodeGates + decodeContext W, K = 4, N = 1 x 5
                global::RnnGen.Kernels.Product<V, double>.Run(
                    new(4, 5, 1, 8), (int)n, decodeContext + (t * rows * 8), 8, s.Packed + 160,
                        decodeGates + (t * rows * 8), 8, decodeGates + (t * rows * 8), 8, s.Team);
                s.Team.Wait();
                if (t > 0 || !s.StartsFromRest)
                {
                    // decodeGates = decodeGates + decodeS W, K = 5, N = 1 x 5
                    global::RnnGen.Kernels.Product<V, double>.Run(
                        new(5, 5, 1, 8), (int)n, decodeS + (t * rows * 8), 8, s.Packed + 192,
                            decodeGates + (t * rows * 8), 8, decodeGates + (t * rows * 8), 8, s.Team);
                }

                s.Team.Wait();
                if (s.Team.IsFirst) DecodeStep<V>(n, decodeGates + (t * rows * 8), decodeS + ((t + 1) * rows * 8));
                if (n < rows)
                {
                    global::RnnGen.Kernels.Rows<V, double>.Clear(decodeS + ((t + 1) * rows * 8) + (n * 8),
                        (rows - n) * 8, s.Team);
                }

                s.Team.Wait();
            }
        }

        global::RnnGen.Kernels.Rows<V, double>.TakeAt(decodeS, s.Rows, 8, s.Lengths, decodeSFinal, s.Team);
        s.Team.WaitLong();
    }

    private static void DecodeBackward<V>(in global::RnnGen.Program.Slice<double> s, in Training m)
        where V : unmanaged, global::RnnGen.Simd.ISimd<V, double>
    {
        long rows = s.Rows;
        double* encodeDy = s.Arena + m.EncodeDy; // [T, B, 8]
        double* projectDy = s.Arena + m.ProjectDy; // [T, B, 8]
        double* decodeDsFinal = s.Arena + m.DecodeDsFinal; // [B, 8]
        double* decodeDs = s.Arena + m.DecodeDs; // [B, 8]
        double* decodeS = s.Arena + m.DecodeS; // [T + 1, B, 8]
        double* dy = s.Arena + m.Dy; // [T, B, 8]
        double* decodeGates = s.Arena + m.DecodeGates; // [T, B, 8]
        double* decodeValue = s.Arena + m.DecodeValue; // [B, 8]
        double* encodeH = s.Arena + m.EncodeH; // [T + 1, B, 8]
        double* projectY = s.Arena + m.ProjectY; // [T, B, 8]
        double* decodeWeights = s.Arena + m.DecodeWeights; // [T, B, alignment]
        double* decodeDscores = s.Arena + m.DecodeDscores; // [T, B, alignment]
        double* decodeValue2 = s.Arena + m.DecodeValue2; // [B, 8]
        double* decodeDvector = s.Arena + m.DecodeDvector; // [T, B, 8]
        double* dx = s.Arena + m.Dx; // [T, B, 8]
        double* x = s.Arena + m.X; // [T, B, 8]
        double* decodeContext = s.Arena + m.DecodeContext; // [T, B, 8]
        long alignment = ((s.Steps + 7) / 8) * 8; // floats in a row of weights
        global::RnnGen.Kernels.Rows<V, double>.Clear(encodeDy, s.Steps * rows * 8, s.Team);
        s.Team.WaitLong();
        global::RnnGen.Kernels.Rows<V, double>.Clear(projectDy, s.Steps * rows * 8, s.Team);
        s.Team.WaitLong();
        global::RnnGen.Kernels.Rows<V, double>.Copy(decodeDs, decodeDsFinal, rows * 8, s.Team);
        s.Team.WaitLong();
        long chunk = global::RnnGen.Kernels.TimeChunk.Steps(rows, s.Steps, 8);
        for (long end = s.Steps; end > 0; end -= chunk)
        {
            long start = global::System.Math.Max(0, end - chunk);
            for (long t = end - 1; t >= start; t--)
            {
                long n = s.Active[t];
                if (s.Team.IsFirst) DecodeStepBackward<V>(n, decodeS + ((t + 1) * rows * 8), decodeDs,
                    dy + (t * rows * 8), decodeGates + (t * rows * 8));
                s.Team.Wait();
                // decodeValue = decodeGates W^T, K = 5, N = 1 x 4
                global::RnnGen.Kernels.Product<V, double>.Run(
                    new(5, 4, 1, 8), (int)n, decodeGates + (t * rows * 8), 8, s.Packed + 232, null, 0, decodeValue,
                        8, s.Team);
                s.Team.Wait();
                // decodeValue2, encodeDy and projectDy from decodeValue, additive scores of 5
                global::RnnGen.Kernels.Attention<V, double>.AdditiveBackward(
                    new()
                    {
                        Rows = rows, Steps = 1, Active = s.Active + t,
                        MemoryRows = rows, MemoryLengths = s.Lengths,
                    },
                    new()
                    {
                        Size = 5, Width = 4,
                        Queries = decodeS + (t * rows * 8), QueryRow = 8,
                        Keys = encodeH + (rows * 8), KeyRow = 8,
                        Values = projectY, ValueRow = 8,
                        Vector = s.Packed,
                        Weights = decodeWeights + (t * rows * alignment), WeightRow = alignment,
                    },
                    new()
                    {
                        Context = decodeValue, ContextRow = 8,
                        Queries = decodeValue2, QueryRow = 8,
                        Keys = encodeDy, KeyRow = 8,
                        Values = projectDy, ValueRow = 8,
                        Scores = decodeDscores + (t * rows * alignment),
                        Vector = decodeDvector + (t * rows * 8), VectorRow = 8,
                    },
                    s.Team);
                s.Team.Wait();
                if (s.Team.IsFirst) DecodeStepBackward2<V>(n, decodeValue2, decodeDs);
                s.Team.Wait();
                if (t > 0 || s.WantsStateGradient)
                {
                    // decodeDs = decodeDs + decodeGates W^T, K = 5, N = 1 x 5
                    global::RnnGen.Kernels.Product<V, double>.Run(
                        new(5, 5, 1, 8), (int)n, decodeGates + (t * rows * 8), 8, s.Packed + 272, decodeDs, 8,
                            decodeDs, 8, s.Team);
                }

                if (n < rows)
                {
                    global::RnnGen.Kernels.Rows<V, double>.Clear(decodeGates + (t * rows * 8) + (n * 8),
                        (rows - n) * 8, s.Team);
                }

                s.Team.Wait();
            }

            if (s.WantsInputGradient)
            {
                // dx = decodeGates W^T, K = 5, N = 1 x 3
                global::RnnGen.Kernels.Product<V, double>.Run(
                    new(5, 3, 1, 8), (int)((end - start) * rows), decodeGates + (start * rows * 8), 8,
                        s.Packed + 312, null, 0, dx + (start * rows * 8), 8, s.Team);
                s.Team.WaitLong();
            }

            global::RnnGen.Kernels.Outer<V, double>.Accumulate((int)((end - start) * rows), 3, 8,
                x + (start * rows * 8), 8, decodeGates + (start * rows * 8), 8, s.Gradients, 8, s.Team);
            global::RnnGen.Kernels.Outer<V, double>.Accumulate((int)((end - start) * rows), 4, 8,
                decodeContext + (start * rows * 8), 8, decodeGates + (start * rows * 8), 8, s.Gradients + 24, 8, s.Team);
            global::RnnGen.Kernels.Outer<V, double>.AccumulateWithSums((int)((end - start) * rows), 5, 8,
                decodeS + (start * rows * 8), 8, decodeGates + (start * rows * 8), 8, s.Gradients + 56, 8,
                s.Gradients + 96, s.Team, zeroFirst: s.StartsFromRest && start == 0 ? (int)rows : 0);
            global::RnnGen.Kernels.Columns<V, double>.AddSum((int)((end - start) * rows), 8,
                decodeDvector + (start * rows * 8), 8, s.Gradients + 104, s.Team);
            s.Team.WaitLong();
        }
    }